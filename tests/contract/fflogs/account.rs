//! The operations of `account.graphql`.

use crate::contract::contract;

contract! {
    rate_limit: "RateLimit" |client| {
        client.rate_limit() => {},
    }
    current_user: "CurrentUser" |client| {
        client.current_user() => {},
    }
    user_by_id: "UserById" |client| {
        client.user_by_id(9101) => {"id": 9101},
    }
}
