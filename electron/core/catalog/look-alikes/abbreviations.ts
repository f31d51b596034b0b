/**
 * What the shortened words of column names stand for. One line a meaning: `meaning: short short …`. A short form stands
 * here only where it means the same in every bank; what hangs on its neighbours stands in IN_CONTEXT.
 * Sources: ISO 20022 and FIX short names, the usual warehouse naming standards, SAP's data elements.
 */
export const ABBREVIATIONS = `
account: acct acc accnt acnt accn actno konto
account number: kontonummer acctnbr acctno kontonr
account name: acctnm
actual: actl
address: addr adr addrs addrss adrs anschrift adresse
adjustment: adj adjmt adjst
agreement: agrmt agmt agr
allocation: alloc
amount: amt amnt amts betrag
annual: annl ann
application: appl applctn applcn
approval: apprvl
approved: appr apprvd
authorisation: auth authn authorization authz
available: avail avl avlbl
average: avg avrg
balance: bal blnc balnc saldo
bank: bnk
begin: beg bgn
beneficiary: bene benef bnf bnfcry
billing: bllg
birth: brth bth
birth date: dob birthdate birthdt birthday bday brthdt geburtsdatum gebdat bdate
branch: brnch brn filiale
broker: brkr
business: bus bsns busn
campaign: cmpgn camp
capital: captl
category: catg ctgy ctgry catgry catgy categ kategorie
centre: center
certificate: cert
change: chng
channel: chnl chan chnnl
charge: chrg
cheque: chq cheq
citizenship: ctznshp
city: cty stadt
claim: clm clms
classification: clsfn classif clsf
clearing: clrg clring
client: clnt cln kli
closed: clsd
code: cd cde
collateral: collat colat
comment: cmt cmnt cmmt
commission: commn cmsn
company: cmpny cpny
confirmation: cnfrm
contact: cntct cntc
contract: cntrct contrct vertrag
corporate: corp
count: cnt
counterparty: cpty ctpty ctpy cntrprty cparty counterpty
country: ctry cntry cntrry ctryc
coupon: cpn
coverage: cvrg covg
create: crt cre creat
created: crtd creatd
credit: crdt cred
currency: ccy crncy curcy curncy currcy waehrung cury
currency code: waers
current: crnt
customer: cust cstmr custmr cstm kunde custs cus
customer number: kunnr kundennummer kundennr custno custnbr
customer identifier: custid
daily: dly
date: dat dte datum
debit: dbt deb
default: dflt
delinquency: delinq dlnq
delivery: dlvry dlv
department: dept dpt deptmt
deposit: dpst dpos
description: desc descr dsc descrptn descn dscr
destination: dest
detail: dtl dtls
device: dvc
direct: drct
discount: disc disct dscnt
division: dvsn
document: doc docu
document number: belnr
due: du
duration: dur
effective: eff effctv efctv
email: eml
employee: empl emp empe mitarbeiter
employment: emplmt
end: ende
enterprise: entrprs
entity: enty ent
equity: eqty
error: err
event: evt evnt
exception: excp excptn
exchange: exch xchg
execution: exec
expense: expn
expiry: expiration expir expry xpry expy
exposure: expsr
external: ext extl
facility: fclty facil
factor: fctr
family name: nachname familienname
fiscal year: gjahr
financial: finl fncl
first name: fname fstname frstnm vorname firstnm firstnme
fiscal: fscl
fixed: fxd
flag: flg
foreign: frgn
forecast: fcst
frequency: freq frq frqncy
from: frm
full name: fullnm
gender: gndr geschlecht
general ledger: gl
general ledger account: hkont
geography: geo
gross: grs
group: grp gruppe
guarantee: guar gtee
guarantor: guarntr gtor
history: hist
household: hh hhld hshld
identification: idntfcn
identifier: id ident idntfr ids identfr
image: img
income: incm
increase: incr
index: idx indx
individual: indiv indv
industry: indstry inds indus
information: info inf
initial: init
instalment: installment instlmt instl instalmt
institution: instn instt
instruction: instrctn
instrument: instr instrmnt instrm
insurance: insur ins insrnc
interest: intr intrst
internal: intern
investment: invst invmt invest
invoice: invc invce rechnung
joint: jnt
journal: jrnl jnl
language: lang lng sprache
last name: lname lstname lastnm surnm
latitude: lat latd
ledger: ldgr
legal: lgl
length: len
level: lvl
liability: liab
licence: license lcnse licns
limit: lmt lim limt
line: lne
liquidity: liq liqdty
loan: ln
location: lctn locn
longitude: lon lngtd
maintenance: maint mntnc
management: mgmt mgt mngmt
manager: mgr mngr
mandate: mndt
manufacturer: mfr
marital: mrtl marit
market: mkt mrkt
marketing: mktg mrktg
material number: matnr
maturity: matur mtrty
maximum: max mx
merchant: mrch merch mcht mrchnt merc
message: msg
method: mthd meth
middle name: mname midnm
minimum: min
mobile: mob mbl mobl handy
model: mdl
modified: modif mdfd
month: mth mnth mon mnt
monthly: mthly mnthly
mortgage: mtg mtge mortg mrtg
name: nm nme nam
national: natl
nationality: natnlty nationlty
number: nbr num nr nmbr nummer numb nbrs nums
object: obj
occupation: occup occp occupn
operation: oper
operator: optr
option: opt optn
order: ord ordr
organisation: org organization orgn
original: orig orgnl origl
originator: origr
outstanding: outst outstd outstndg
overdraft: odrft ovrdrft ovdft
overdue: ovrdue ovdue
owner: ownr
parent: prnt
partner: prtnr ptnr
party: pty prty
passport: psprt pspt ppt
password: pwd passwd
payable: pybl
payee: pyee
payer: pyer
payment: pmt pymt paymt pmnt pymnt zahlung
percent: pct perc prcnt percentage pcnt
performance: perf prfm
period: perd
person: pers prsn
personal: persnl
phone: tel telephone telno telef phn telefon fon
physical: phys
policy: pol plcy polcy
portfolio: pf ptf ptfl pfolio portf
position: posn
postcode: zip zipcode zipcd plz postleitzahl pstcd pcode postcd zpcd
posting: pstg
posting date: budat
preference: pref prefs
premium: prem
previous: prev prv prvs
price: prc prce px preis
primary: prim prmry
principal: princ prin prncpl prncp
priority: prio
probability: prob prb
process: proc prcs
processed: procd prcsd
product: prod prdct prodt prdt produkt
profile: prof prfl
program: pgm
project: proj prj
property: prop prpty
provider: prvdr
purchase: purch purc
purpose: purp prps
quantity: qty qnty quant
quarter: qtr
rate: rte
rating: rtg ratg rtng
ratio: rto
reason: rsn reas rson
receipt: rcpt rct
receivable: rcvbl
received: rcvd recd
recipient: rcpnt
record: rcd
reference: ref refnc refr rfrnc refs referenz
refund: rfnd
region: rgn reg regn
registration: regis regstr
regulatory: rgltry
relationship: reln rltn rltnshp relshp relnshp
remaining: rmng remain
repayment: repmt rpmt repymt rpymt
report: rpt rprt
request: rqst reqst
requirement: reqmt
reserve: rsrv
residence: resid
residency: rsdncy
response: resp rsp rspns
result: rslt
return: rtn
revenue: revn
risk: rsk
risk weighted asset: rwa
salary: slry
sale: sls
schedule: sched schd
score: scr scor
sector: sctr
segment: seg sgmt segmt sgmnt segm
sequence: seq sqnc seqn
serial: ser srl
service: svc srvc serv
session: sess sessn
settlement: settl sttlm stlmt setlmt sttlmt stlm
settled: settld
short: shrt
signature: sig
social security number: ssn socsec
source: srce
spouse: sps
standard: std stdrd
start: strt
statement: stmt stmnt
status: sts stts stus statu
strategy: strtgy
street: strasse
sub: sb
subject: subj
subscription: subscr subs
summary: summ
supplier: splr suppl
supplier number: lifnr
surname: surnam
suspense: susp
system: sys syst
target: tgt trgt targ
tax file number: tfn
tax identifier: tin taxid
telegraphic: tlgr
temporary: temp
tenure: tnr
term: trm
terminal: trml
territory: terr
threshold: thresh thrsh thld
time: tm tme zeit
timestamp: timestmp tmstmp tmst tstamp tmsp tstmp tms dttm dtm dttime datetime dtime tmstp timest
total: tot totl
trade: trd
transaction: txn trx trxn tran trans trn tranx transctn trnx txns trsn transact trns transn
transaction amount: tranamt txnamt
transfer: trf xfer trfr trnsf trsf xfr
treasury: trsry
type: typ tpe
unit: unt
update: upd updt
updated: updtd
user: usr usrs
utilisation: utilization util utl utiln
valuation: valn valtn
value: val vlu vl wert
vehicle: veh vhcl
vendor: vend vndr vnd
verification: verif vrfcn
verified: vrfd verifd vfd
version: ver vers vrsn
week: wk
weight: wgt wght wt
withdrawal: wdrwl wdl withdrwl
withholding: whld
workflow: wflow
year: yr jahr
years: yrs
months: mths mnths mons
days: dys
hours: hrs
weeks: wks
year to date: ytd
month to date: mtd
days past due: dpd
relationship manager: relmgr
cost centre: kostl
company code: bukrs
document date: bldat
`;
