/** Without one AWS tells the pending requests alone. In the order in which a request goes from one to the next. */
export const REQUEST_STATES = ['PENDING', 'ACCEPTED', 'REJECTED'] as const;
/** Without one AWS tells the approved subscriptions alone. In the order in which one goes from one to the next. */
export const SUBSCRIPTION_STATES = ['APPROVED', 'REVOKED', 'CANCELLED'] as const;
