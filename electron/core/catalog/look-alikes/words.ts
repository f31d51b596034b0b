/**
 * Words of a bank's column names that stand for themselves: none is read as a shortening of another. A unit of time is
 * one thing and several are another: the payment day is a date, the payment days are a number.
 */
export const WORDS = `
days weeks months quarters years hours minutes seconds
social ifrs gaap basel access accrued acquirer action active actual age agency agent agreement alert alias allowance amortisation analyst
anniversary applicant appraisal area arrears asset assignment attempt attribute auction audit authority bad band base
basis batch benchmark benefit bid bill block blocked board bond bonus book booked booking borrower bucket budget bureau
buyer calendar call cancelled capacity card cardholder care carrier case cash category cell chain charge chargeback check
child churn civil clause clearing click close closed closing cohort collection colour column complaint complete
completed compliance concentration condition consent consumer contribution control conversion correspondent cover
created creation creditor cross curve custodian cycle data database day dealer death debt debtor decision declared
decline declined deduction deed default deferred degree delay delete deleted dependant deposit derived desk destruction
diagnosis digit direction disbursement disability disclosure dispute distance dividend donor dormant download draft draw
drawdown driver duty early earnings economic education effective election eligible emergency employer enabled energy
engine enrolment entry environment escrow ethnicity evidence exact exclusion exempt exercise expected expired expiry
export extension face failed fair fax feature fee feedback field file final first flag flat flow folder forbearance form
format forward fraud free fuel full fund funding future gain goal good grade grace grant hash hedge held high hold holder
holding home hour house identity impairment import inbound incident initiated input inquiry inspection insured intent
interval inventory investor ip iban bic swift bsb isin cusip sedol lei issue issued issuer item job journey kyc aml key
kind label last late law layer lead lease legal lender letter life lifetime link list listing load local log login lost
low lower loss mail main manual map margin mark master match mean media medical member membership memo middle miles
minute mobile mode money movement name national nature near net new next nominal nominee note notice notification
notional offer office officer old online open opened opening opinion origin other outbound outcome output page paid
panel parent part past path pending pension permission permit pin place plan planned plate platform point pool port
postal posted practice prepayment present pricing priority private privacy proceed profit promotion proof propensity
protection public published purchase query question queue quota quote rank raw read real rebate recent recovery
redemption region registered regulator rejected related release religion renewal rent replacement reported representative
requested resolved resource restricted retail retirement review reward right role room root route routing rule run salary
sample sanction saving scan scenario scheme scope screening search second secondary secured security seller sender sent
server set settled severity share shared sheet shift shipment shipping shop side signal signed site size skill slot
snapshot solvency special spend spouse spread staff stage standing state step stock stop store stress strike structure
style submission submitted success suffix sum surname survey suspicious swap symbol table tag task tax team tenant test
text theme ticket tier title token tool top topic total track trading trail training tranche trigger trust turnover under
union unique units unknown upload upper urban usage used valid validation variance vat vault velocity via view visa visit
visitor void wage waived wallet warehouse warning website weighted window wire work worker world worst yield zone
academic accountant additional advance adverse alternative amended appetite attested automatic backup billed birth block
body buy cap captured changed city client confidence confirmed country customer daily debit distribution do due english
estimated exchange exit expense external fixed gender german grid household illness individual industry informal internal
joint language line loyalty manager marital maturity maximum merchant minimum month monthly nationality normal occupation
order organisation outstanding overdraft owner partner party passport payee payer payment person phone policy portfolio
position postcode premium previous price primary principal product purpose quantity quarter rate rating ratio reason
received reference refund relationship residence residency revenue risk sale score segment sequence service session
settlement sex source start statement status street supplier suspended system target temporary tenure term terminal
threshold time trade transaction transfer type unit updated user username utilisation value vendor verification verified
version volume week weekly weight withdrawal year yearly annual income email address salutation nickname prefix signature
atm sms pdf xml url http html api crm erp kpi sla vpn gps csv cvv pep otc npl ecl lgd ead rwa mcc naics fatca crs gdpr
custom customs marketer operator accountancy portal android bidder candid covid fluid humid paid rapid solid stupid valid verbal void acid aid avoid rid said amid mid orchid
`;

/** The same word, spelt or worded otherwise. A line: `word: other other …`. */
export const SAME = `
surname: lastname
first name: forename givenname
mobile: cellphone mobilephone cellular
gender: sex
expiry: expires expire
organisation: organization
cancelled: canceled
licence: license
authorisation: authorization
utilisation: utilization
centre: center
colour: color
dependant: dependent
enrolment: enrollment
payer: remitter
timestamp: datetime
`;

/** Words in a row that are one notion; the longest that fits is taken. A line: `notion: words in a row, …`. */
export const PHRASES = `
email: e mail address, e mail, email address, email addr, electronic mail address, electronic mail, email identifier
mobile: mobile phone number, mobile telephone number, mobile phone, mobile number, cell phone number, cell phone
phone: telephone number
first name: given name, forename
last name: family name, surname, sur name
birth date: date birth, birth day, born date, born on
postcode: zip code, postal code, post code, zip postal code, postcode code
username: user name
login: log in, logon, log on, sign in
password: pass word
identifier: identification number, identity number, identifier number, unique identifier
ip: ip address, internet protocol address
relationship manager: rel manager, relation manager
timestamp: date time, time stamp, date timestamp
marital status: civil status, marriage status
tax identifier: tax identifier number, taxpayer identifier, tax identification number
tax file number: tax file no
days past due: number days past due, days past due count, past due days, overdue days
social security number: social sec number
`;

/** Words that hold no meaning of their own in a column name. */
export const EMPTY = `the of for and txt`;

/** Technical prefixes: where the row stands or what the column does for the database, not what it means. */
export const PREFIXES = `src stg tmp dim fct dwh fk pk tbl vw lkp ods edw`;

/** Words that change nothing behind one of these nouns: an IBAN number is an IBAN, a balance is an amount. */
export const ABSORBED = `
iban bic swift bsb isin cusip sedol lei passport: number code identifier
phone fax mobile: number
email: identifier address
ip: address
balance fee limit price charge premium income salary cost exposure rent wage turnover revenue margin: amount
timestamp date: utc gmt
currency gender nationality: code
postcode: number
`;

/** Nouns behind which these heads all say the same: the number or code of a customer identifies the customer. */
export const IDENTIFIED = `
customer client employee staff member merchant supplier vendor counterparty household: number key
branch department: code number
order invoice claim case ticket application transaction payment complaint dispute journal alert: number
user party person: key
`;

/** Words that are near, yet not the same: they join only where descriptions, business names or terms say so too. */
export const NEAR = `
customer client party
employee staff worker
identifier reference number code key
supplier vendor
phone mobile contact
value amount
segment group
type category class kind
country residency nationality
status state
`;

/** Words that name only the kind of a value. */
export const KINDS = `
name type status description amount value text comment count total line record row data note title label category class
group level rank version date time year month day source flag percent rate ratio sum quantity
address reason number code
`;
