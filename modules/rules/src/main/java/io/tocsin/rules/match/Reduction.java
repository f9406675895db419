package io.tocsin.rules.match;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Leaves out of queries what is known beforehand; each condition is looked at once, however many queries have it. */
final class Reduction {
    private final Leaves leaves;
    private final Known known;
    private final @Nullable Rest[] rests;

    Reduction(Leaves leaves, Known known) {
        this.leaves = leaves;
        this.known = known;
        this.rests = new Rest[leaves.size()];
    }

    /** What remains. */
    Rest of(Form form) {
        return switch (form) {
            case Form.Everything everything -> Rest.Fixed.YES;
            case Form.Entire entire -> new Rest.Entire(entire.query());
            case Form.One one -> leaf(one.leaf());
            case Form.Opposite opposite -> opposite(of(opposite.part()));
            case Form.Both both -> joined(both.parts(), Rest.Fixed.NO);
            case Form.Either either -> joined(either.parts(), Rest.Fixed.YES);
        };
    }

    private Rest leaf(int number) {
        Rest rest = rests[number];
        if (rest == null) {
            rest = known.rest(number, leaves.get(number), leaves.field(number), number < leaves.routed());
            rests[number] = rest;
        }
        return rest instanceof Rest.Ask ask ? ask.used() : rest;
    }

    private static Rest opposite(Rest part) {
        if (part == Rest.Fixed.YES) return Rest.Fixed.NO;
        return part == Rest.Fixed.NO ? Rest.Fixed.YES : new Rest.Opposite(part);
    }

    /** NO ends a conjunction and YES a disjunction; the other one changes nothing in it. */
    private Rest joined(List<Form> parts, Rest.Fixed decisive) {
        List<Rest> open = new ArrayList<>(parts.size());
        for (Form part : parts) {
            Rest rest = of(part);
            if (rest == decisive) return decisive;
            if (!(rest instanceof Rest.Fixed)) open.add(rest);
        }
        if (open.isEmpty()) return decisive == Rest.Fixed.NO ? Rest.Fixed.YES : Rest.Fixed.NO;
        if (open.size() == 1) return open.getFirst();
        return decisive == Rest.Fixed.NO ? new Rest.Both(open) : new Rest.Either(open);
    }
}
