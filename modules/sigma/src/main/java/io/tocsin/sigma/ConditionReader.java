package io.tocsin.sigma;

import io.tocsin.query.All;
import io.tocsin.query.And;
import io.tocsin.query.Not;
import io.tocsin.query.Or;
import io.tocsin.query.Query;
import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads what joins selections: {@code or} below {@code and} below {@code not} below {@code 1 of x*} and parentheses. */
final class ConditionReader {
    private static final Pattern TOKEN = Pattern.compile("[()]|[^\\s()]+");

    /** Deeper is generated, and no query takes it. */
    private static final int DEPTH_MAX = 50;

    /** Longer is no condition. */
    private static final int LENGTH_MAX = 10_000;

    /** Ways to choose some of many selections; each becomes a condition. */
    private static final int CHOICES_MAX = 256;

    private final Map<String, Query> selections;
    private final Mark mark;
    private final Faults faults;
    private final List<String> tokens = new ArrayList<>();
    private int at;

    private ConditionReader(String text, Map<String, Query> selections, Mark mark, Faults faults) {
        this.selections = selections;
        this.mark = mark;
        this.faults = faults;
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) tokens.add(matcher.group());
    }

    /** Reads a condition; one that is none is a fault. */
    static Query read(String text, Map<String, Query> selections, Mark mark, Faults faults) {
        if (text.length() > LENGTH_MAX) {
            faults.broken(mark, "the condition is longer than " + LENGTH_MAX + " characters");
            return new All();
        }
        ConditionReader reader = new ConditionReader(text, selections, mark, faults);
        Query query = reader.or(0);
        if (reader.at < reader.tokens.size())
            faults.broken(
                    mark,
                    "cannot read the condition from '" + reader.tokens.get(reader.at)
                            + "' on: 'and' or 'or' is missing before it, or a parenthesis is not open");
        return query;
    }

    private Query or(int depth) {
        List<Query> parts = new ArrayList<>();
        do parts.add(and(depth));
        while (takes("or"));
        return Or.of(parts);
    }

    private Query and(int depth) {
        List<Query> parts = new ArrayList<>();
        do parts.add(not(depth));
        while (takes("and"));
        return And.of(parts);
    }

    private Query not(int depth) {
        if (depth > DEPTH_MAX) {
            if (depth == DEPTH_MAX + 1) faults.broken(mark, "the condition is nested deeper than " + DEPTH_MAX);
            at = tokens.size();
            return new All();
        }
        return takes("not") ? new Not(not(depth + 1)) : primary(depth);
    }

    private Query primary(int depth) {
        if (takes("(")) {
            Query inner = or(depth + 1);
            if (!takes(")")) faults.broken(mark, "a ')' is missing in the condition");
            return inner;
        }
        if (at == tokens.size()) return missing("at the end of the condition");
        String token = tokens.get(at++);
        if (at < tokens.size() && tokens.get(at).equalsIgnoreCase("of")) return some(token);
        if (token.equals(")") || isKeyword(token)) return missing("before '" + token + "'");
        Query selection = selections.get(token);
        if (selection != null) return selection;
        faults.broken(
                mark, "unknown selection '" + token + "' in the condition" + Nearest.hint(token, selections.keySet()));
        return new All();
    }

    private Query missing(String where) {
        faults.broken(mark, "a selection is missing " + where);
        return new All();
    }

    private static boolean isKeyword(String token) {
        return switch (token.toLowerCase(Locale.ROOT)) {
            case "and", "or", "of" -> true;
            default -> false;
        };
    }

    private boolean takes(String word) {
        if (at == tokens.size() || !tokens.get(at).equalsIgnoreCase(word)) return false;
        at++;
        return true;
    }

    /** Reads on behind {@code 1}, {@code all}: {@code of x*}. */
    private Query some(String quantity) {
        at++;
        if (at == tokens.size()) return missing("after 'of'");
        String pattern = tokens.get(at++);
        List<Query> chosen = matching(pattern);
        if (chosen.isEmpty()) {
            faults.broken(
                    mark, "no selection is named like '" + pattern + "'" + Nearest.hint(pattern, selections.keySet()));
            return new All();
        }
        return switch (quantity.toLowerCase(Locale.ROOT)) {
            case "1", "any" -> Or.of(chosen);
            case "all" -> And.of(chosen);
            default -> atLeast(quantity, chosen);
        };
    }

    private List<Query> matching(String pattern) {
        boolean them = pattern.equalsIgnoreCase("them");
        String regex =
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        Pattern names = Pattern.compile(regex);
        List<Query> chosen = new ArrayList<>();
        selections.forEach((name, query) -> {
            if (them ? !name.startsWith("_") : names.matcher(name).matches()) chosen.add(query);
        });
        return chosen;
    }

    private Query atLeast(String quantity, List<Query> chosen) {
        int least = quantity.matches("\\d{1,3}") ? Integer.parseInt(quantity) : 0;
        if (least < 1 || least > chosen.size()) {
            faults.broken(
                    mark,
                    "cannot read '" + quantity + " of' " + chosen.size()
                            + " selections: write 1, all, or a number up to that");
            return new All();
        }
        List<List<Query>> choices = choices(chosen, least);
        if (choices.size() > CHOICES_MAX) {
            faults.add(Inactive.Why.UNSUPPORTED, mark, "'" + quantity + " of' has more than " + CHOICES_MAX + " ways");
            return new All();
        }
        return Or.of(choices.stream().map(And::of).toList());
    }

    private static List<List<Query>> choices(List<Query> from, int number) {
        if (number == 0) return List.of(List.of());
        List<List<Query>> all = new ArrayList<>();
        for (int first = 0; first + number <= from.size() && all.size() <= CHOICES_MAX; first++) {
            for (List<Query> rest : choices(from.subList(first + 1, from.size()), number - 1)) {
                List<Query> choice = new ArrayList<>(List.of(from.get(first)));
                choice.addAll(rest);
                all.add(choice);
            }
        }
        return all;
    }
}
