package io.tocsin.rules.match;

import io.tocsin.query.Query;
import java.util.List;

/** A query whose conditions are numbers, so that equal conditions of many queries are one. See {@link Leaves}. */
sealed interface Form {
    record Everything() implements Form {}

    record Both(List<Form> parts) implements Form {}

    record Either(List<Form> parts) implements Form {}

    record Opposite(Form part) implements Form {}

    /** A condition on several fields, which is asked of the whole event. */
    record Entire(Query query) implements Form {}

    /** The condition of this number. */
    record One(int leaf) implements Form {}
}
