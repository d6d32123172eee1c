//! Arithmetic, comparisons and functions of numbers and days (semantics 3, 12 and 13).

use super::{each, table};

#[test]
fn arithmetic() {
    table(
        "l r | + 2    | + i13   | - 2    | - i13   | * 2    | * i13   | / 2    | / i13   | % 2     | % i13
         n6  | 8      | 7..9    | 4      | 3..5    | 12     | 6..18   | 3      | 2..6    | 0       | unknown
         i24 | 4..6   | 3..7    | 0..2   | -1..3   | 4..8   | 2..12   | 1..2   | 2/3..4  | unknown | unknown
         nu  | unknown|unknown  | unknown|unknown  | unknown| unknown | unknown| unknown | unknown | unknown
         nv  | unknown|unknown  | unknown|unknown  | unknown| unknown | unknown| unknown | unknown | unknown
         nx  | absent | absent  | absent | absent  | absent | absent  | absent | absent  | absent  | absent",
    );
    table(
        "l r | + nu    | + nx   | - nu    | - nx   | * nu    | * nx   | / nu    | / nx   | % nu    | % nx
         n6  | unknown | absent | unknown | absent | unknown | absent | unknown | absent | unknown | absent
         i24 | unknown | absent | unknown | absent | unknown | absent | unknown | absent | unknown | absent
         nu  | unknown | absent | unknown | absent | unknown | absent | unknown | absent | unknown | absent
         nx  | absent  | absent | absent  | absent | absent  | absent | absent  | absent | absent  | absent",
    );
    each(
        "-n6 is -6
         -i24 is -4..-2
         -nu is unknown
         -nx is absent
         -(-i24) is 2..4
         i24 * (-2) is -8..-4
         i13 * (i24 - 5) is -9..-1
         (i24 - 3) * (i24 - 3) is -1..1
         n6 / (i24 - 5) is -6..-2
         i24 - i24 is -2..2
         7 / 2 is 3.5
         1 / 3 * 3 - 1 is 0
         0.1 + 0.2 - 0.3 is 0
         7 % 3 is 1
         -7 % 3 is -1
         7 % -3 is 1
         -7 % -3 is -1
         cn is absent
         cn + 1 is absent",
    );
}

#[test]
fn numbers_compared() {
    table(
        "n6 - 3 l r | 1 | 2 | 3 | 4 | 5 | i57 | i24 | nu | nx
         ==         | F | F | T | F | F | F   | U   | U  | F
         !=         | T | T | F | T | T | T   | U   | U  | F
         <          | F | F | F | T | T | T   | U   | U  | F
         <=         | F | F | T | T | T | T   | U   | U  | F
         >          | T | T | F | F | F | F   | U   | U  | F
         >=         | T | T | T | F | F | F   | U   | U  | F",
    );
    // The two sides are taken independently, also where they are the same.
    table(
        "i24 l r | 1 | 2 | 3 | 4 | 5 | i57 | i46 | i13 | i24 | nu | nx
         ==      | F | U | U | U | F | F   | U   | U   | U   | U  | F
         !=      | T | U | U | U | T | T   | U   | U   | U   | U  | F
         <       | F | F | U | U | T | T   | U   | U   | U   | U  | F
         <=      | F | U | U | T | T | T   | T   | U   | U   | U  | F
         >       | T | U | U | F | F | F   | F   | U   | U   | U  | F
         >=      | T | T | U | U | F | F   | U   | U   | U   | U  | F",
    );
    table(
        "!(i24 l r) | 1 | 2 | 3 | 4 | 5 | i57 | i46 | nu | nx
         ==         | T | U | U | U | T | T   | U   | U  | F
         !=         | F | U | U | U | F | F   | U   | U  | F
         <          | T | T | U | U | F | F   | U   | U  | F
         <=         | T | U | U | F | F | F   | F   | U  | F
         >          | F | U | U | T | T | T   | T   | U  | F
         >=         | F | F | U | U | T | T   | U   | U  | F",
    );
    table(
        "r l 1) | (nu | !(nu | (nx | !(nx
         ==     | U   | U    | F   | F
         !=     | U   | U    | F   | F
         <      | U   | U    | F   | F
         <=     | U   | U    | F   | F
         >      | U   | U    | F   | F
         >=     | U   | U    | F   | F",
    );
    table(
        "r(l in [1, 5]) | | !
         5              | T | F
         n6             | F | T
         i24            | F | T
         i46            | U | U
         nu             | U | U
         nx             | F | F",
    );
    each("i24 in [1, 2, 3, 4, 5] is U");
}

#[test]
fn choices_between_numbers() {
    table(
        "l ? r | 1 : 2   | 1 : 1   | nu : 2  | nx : 2  | i24 : nx
         t     | 1       | 1       | unknown | absent  | 2..4
         f     | 2       | 1       | 2       | 2       | absent
         u     | unknown | unknown | unknown | unknown | unknown
         x     | 2       | 1       | 2       | 2       | absent",
    );
}

#[test]
fn functions_of_numbers_and_conditions() {
    table(
        "l(r) | n6, i24 | 3, i24   | n6, nx | n6, nu  | nx, nx | nu, nx  | i24  | nx, i24, n6
         sum  | 8..10   | 5..7     | 6      | unknown | absent | unknown | 2..4 | 8..10
         min  | 2..4    | 2..3     | 6      | unknown | absent | unknown | 2..4 | 2..4
         max  | 6       | 3..4     | 6      | unknown | absent | unknown | 2..4 | 6
         mean | 4..5    | 2.5..3.5 | 6      | unknown | absent | unknown | 2..4 | 4..5",
    );
    table(
        "count(rl) | | !
         t         | 1    | 0
         f         | 0    | 1
         u         | 0..1 | 0..1
         x         | 0    | 0",
    );
    each(
        "count(t, f, u, x) is 1..2
         count(t, !f, n6 == 6) is 3
         count(u, p, s) is 0..3
         count(u, u) >= 0 is T
         count(t, u) >= 1 is T
         count(t, u) == 2 is U
         count(t, u) > 2 is F",
    );
}

#[test]
fn days_compared() {
    // `dy` is the year 2001.
    table(
        "dy r l             | == | != | < | <= | > | >=
         date('2000-12-31') | F  | T  | F | F  | T | T
         date('2001-01-01') | U  | U  | F | U  | U | T
         date('2001-06-15') | U  | U  | U | U  | U | U
         date('2001-12-31') | U  | U  | U | T  | F | U
         date('2002-01-01') | F  | T  | T | T  | F | F
         today              | F  | T  | T | T  | F | F
         d                  | U  | U  | U | U  | U | U
         dy                 | U  | U  | U | U  | U | U
         du                 | U  | U  | U | U  | U | U
         dx                 | F  | F  | F | F  | F | F",
    );
    table(
        "!(d r l)           | == | != | < | <= | > | >=
         date('2001-06-15') | F  | T  | T | F  | T | F
         date('2001-06-16') | T  | F  | F | F  | T | T
         du                 | U  | U  | U | U  | U | U
         dx                 | F  | F  | F | F  | F | F",
    );
    each(
        "about < date('2003-01-01') is T
         about >= date('2000-01-01') is T
         about > d is U",
    );
}

#[test]
fn years_between_days() {
    each(
        "yearsBetween(d, today) is 25
         yearsBetween(today, d) is -26
         yearsBetween(dy, today) is 24..25
         yearsBetween(today, dy) is -26..-25
         yearsBetween(about, today) is 23..26
         yearsBetween(dy, about) is -2..1
         yearsBetween(du, today) is unknown
         yearsBetween(dx, today) is absent
         yearsBetween(dx, du) is absent
         yearsBetween(date('2004-02-29'), date('2022-02-28')) is 17
         yearsBetween(date('2004-02-29'), date('2022-03-01')) is 18
         yearsBetween(dy, today) >= 24 is T
         yearsBetween(dy, today) >= 25 is U
         yearsBetween(dy, today) > 25 is F",
    );
}
