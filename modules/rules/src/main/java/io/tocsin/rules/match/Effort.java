package io.tocsin.rules.match;

import io.tocsin.query.Between;
import io.tocsin.query.Cidr;
import io.tocsin.query.Compare;
import io.tocsin.query.Equal;
import io.tocsin.query.Exists;
import io.tocsin.query.Leaf;
import io.tocsin.query.Phrase;
import io.tocsin.query.Regex;
import io.tocsin.query.TimePart;
import io.tocsin.query.Whole;
import io.tocsin.query.Wildcard;
import io.tocsin.query.Word;

/** What it costs to ask a condition, roughly: only good to compare. */
final class Effort {
    static final int OF_KNOWN = 1;
    static final int OF_WHOLE_EVENT = 100;

    private static final int OF_VALUE = 5;
    private static final int OF_PATTERN = 10;
    private static final int OF_EXPRESSION = 20;

    private Effort() {}

    static int of(Leaf leaf) {
        if (leaf.field() == null) return OF_WHOLE_EVENT;
        return switch (leaf) {
            case Exists exists -> OF_KNOWN;
            case Equal equal -> OF_VALUE;
            case Compare compare -> OF_VALUE;
            case Between between -> OF_VALUE;
            case TimePart part -> OF_VALUE;
            case Cidr cidr -> OF_PATTERN;
            case Whole whole -> OF_PATTERN;
            case Wildcard wildcard -> OF_PATTERN;
            case Regex regex -> OF_EXPRESSION;
            case Word word -> OF_WHOLE_EVENT;
            case Phrase phrase -> OF_WHOLE_EVENT;
        };
    }
}
