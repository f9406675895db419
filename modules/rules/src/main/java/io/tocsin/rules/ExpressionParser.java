package io.tocsin.rules;

import io.tocsin.rules.ExpressionTokens.Kind;
import io.tocsin.rules.ExpressionTokens.Token;
import io.tocsin.yaml.Nearest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads an {@link Expression}: {@code amount > 3 * spend.mean and location not in spend.places}.
 *
 * <p>From loose to tight: {@code or}, {@code and}, {@code not}, comparisons ({@code > >= < <= == !=}, {@code in}, {@code not
 * in}), {@code + -}, {@code * /}. A name is a name of {@code let}, a value of a profile ({@code spend.mean}), or a field;
 * names of fields with other characters stand in backquotes. Texts stand in quotes. {@code exists(f)} asks for a field,
 * {@code in list(name)} for the values of a list.
 */
final class ExpressionParser {
    /** Parentheses and signs in one another: no one reads more, and a deep one must not take the stack. */
    static final int DEPTH_MAX = 50;

    private final List<Token> tokens;
    private final Map<String, String> let;
    private final Map<String, Profile> profiles;
    private final Map<String, ValueList> lists;
    private int next;
    private int depth;

    private ExpressionParser(
            List<Token> tokens, Map<String, String> let, Map<String, Profile> profiles, Map<String, ValueList> lists) {
        this.tokens = tokens;
        this.let = let;
        this.profiles = profiles;
        this.lists = lists;
    }

    /** Something that is true or false, or has a value. */
    private sealed interface Part {
        /** True or false. */
        record Claim(Expression expression) implements Part {}

        /** A number or a text. */
        record Value(Operand operand) implements Part {}
    }

    /**
     * Reads an expression.
     *
     * @param let short names of fields
     * @param profiles by name
     * @param lists by name
     * @throws WhenSyntaxException when it is none, with the place of what is wrong
     */
    static Expression parse(
            String text, Map<String, String> let, Map<String, Profile> profiles, Map<String, ValueList> lists) {
        var parser = new ExpressionParser(ExpressionTokens.of(text), let, profiles, lists);
        int at = parser.peek().at();
        Expression expression = claim(parser.or(), at);
        Token rest = parser.peek();
        if (rest.kind() != Kind.END)
            throw new WhenSyntaxException("unexpected " + rest.print() + ", expected and, or, or the end", rest.at());
        return expression;
    }

    private Token peek() {
        return tokens.get(next);
    }

    private boolean take(String sign) {
        if (!peek().is(sign)) return false;
        next++;
        return true;
    }

    private void need(String sign) {
        if (!take(sign)) throw new WhenSyntaxException("expected '" + sign + "', not " + peek().print(), peek().at());
    }

    private static Expression claim(Part part, int at) {
        if (part instanceof Part.Claim claim) return claim.expression;
        throw new WhenSyntaxException("expected a comparison, as in amount > 100", at);
    }

    private static Operand value(Part part, int at) {
        if (part instanceof Part.Value value) return value.operand;
        throw new WhenSyntaxException("expected a field, a number or a text, not a comparison", at);
    }

    private Part or() {
        int at = peek().at();
        Part left = and();
        while (take("or")) {
            int right = peek().at();
            left = new Part.Claim(new Expression.Or(claim(left, at), claim(and(), right)));
        }
        return left;
    }

    private Part and() {
        int at = peek().at();
        Part left = not();
        while (take("and")) {
            int right = peek().at();
            left = new Part.Claim(new Expression.And(claim(left, at), claim(not(), right)));
        }
        return left;
    }

    private Part not() {
        if (!take("not")) return comparison();
        int at = peek().at();
        deeper();
        Expression negated = claim(not(), at);
        depth--;
        return new Part.Claim(new Expression.Not(negated));
    }

    private void deeper() {
        if (++depth > DEPTH_MAX) throw new WhenSyntaxException("more than " + DEPTH_MAX + " levels deep", peek().at());
    }

    private Part comparison() {
        int at = peek().at();
        Part left = sum();
        Token sign = peek();
        if (sign.kind() != Kind.SIGN) return left;
        return switch (sign.text()) {
            case ">", ">=", "<", "<=" -> {
                next++;
                yield compared(value(left, at), Comparison.of(sign.text()));
            }
            case "==", "!=" -> {
                next++;
                Expression same = new Expression.Same(value(left, at), operand());
                yield new Part.Claim(sign.text().equals("==") ? same : new Expression.Not(same));
            }
            case "in" -> {
                next++;
                yield new Part.Claim(among(value(left, at)));
            }
            case "not" -> {
                next++;
                need("in");
                yield new Part.Claim(new Expression.Not(among(value(left, at))));
            }
            default -> left;
        };
    }

    private Part compared(Operand left, Comparison comparison) {
        int at = peek().at();
        Operand right = operand();
        for (Operand side : List.of(left, right)) {
            if (side instanceof Operand.Text text)
                throw new WhenSyntaxException(
                        "cannot order the text " + text.print() + ": '" + comparison.sign() + "' takes numbers", at);
        }
        return new Part.Claim(new Expression.Compared(left, comparison, right));
    }

    private Operand operand() {
        int at = peek().at();
        return value(sum(), at);
    }

    private Expression among(Operand value) {
        Token place = peek();
        if (take("list")) return new Expression.Listed(value, list());
        if (place.kind() == Kind.NAME) {
            next++;
            if (name(place) instanceof Operand.Past past) {
                if (isNumber(past))
                    throw new WhenSyntaxException(past.print() + " is a number, not values", place.at());
                return new Expression.Known(value, past);
            }
        }
        throw new WhenSyntaxException(
                "expected values of a profile or list(name) after 'in', not " + place.print(), place.at());
    }

    private ValueList list() {
        need("(");
        Token name = peek();
        if (name.kind() != Kind.NAME && name.kind() != Kind.TEXT)
            throw new WhenSyntaxException("expected the name of a list, not " + name.print(), name.at());
        next++;
        ValueList list = lists.get(name.text());
        if (list == null) throw new WhenSyntaxException(unknown("list", name.text(), lists), name.at());
        need(")");
        return list;
    }

    private static String unknown(String what, String name, Map<String, ?> known) {
        List<String> names = List.copyOf(new TreeMap<>(known).keySet());
        String hint = Nearest.hint(name, names);
        if (!hint.isEmpty()) return "unknown " + what + " '" + name + "'" + hint;
        return "unknown " + what + " '" + name + "'"
                + (names.isEmpty() ? "" : ", known are " + String.join(", ", names));
    }

    private Part sum() {
        int at = peek().at();
        Part left = product();
        while (peek().is("+") || peek().is("-")) left = calculated(left, at, tokens.get(next++), product());
        return left;
    }

    private Part product() {
        int at = peek().at();
        Part left = single();
        while (peek().is("*") || peek().is("/")) left = calculated(left, at, tokens.get(next++), single());
        return left;
    }

    private Part calculated(Part left, int at, Token sign, Part right) {
        return new Part.Value(
                new Operand.Calculated(value(left, at), sign.text().charAt(0), value(right, sign.at() + 1)));
    }

    private Part single() {
        Token token = peek();
        next++;
        return switch (token.kind()) {
            case NUMBER -> new Part.Value(new Operand.Constant(number(token)));
            case TEXT -> new Part.Value(new Operand.Text(token.text()));
            case NAME -> new Part.Value(name(token));
            case SIGN -> signed(token);
            case END -> throw new WhenSyntaxException("expected a field, a number or a text", token.at());
        };
    }

    private Part signed(Token token) {
        deeper();
        Part part = switch (token.text()) {
            case "(" -> {
                Part inner = or();
                need(")");
                yield inner;
            }
            case "-" -> {
                Operand negated = value(single(), token.at() + 1);
                yield new Part.Value(
                        negated instanceof Operand.Constant constant
                                ? new Operand.Constant(-constant.value())
                                : new Operand.Calculated(new Operand.Constant(0), '-', negated));
            }
            case "exists" -> exists();
            default ->
                throw new WhenSyntaxException("expected a field, a number or a text, not " + token.print(), token.at());
        };
        depth--;
        return part;
    }

    private Part exists() {
        need("(");
        Token name = peek();
        next++;
        if (name.kind() != Kind.NAME || !(name(name) instanceof Operand.Field field))
            throw new WhenSyntaxException("exists takes a field, as in exists(user)", name.at());
        need(")");
        return new Part.Claim(new Expression.Exists(field));
    }

    private static double number(Token token) {
        double number = Double.parseDouble(token.text().replace("_", ""));
        Scale scale = token.unit().equals("%") ? Scale.SHARE : Scale.QUANTITY;
        int unitAt = token.at() + token.text().length();
        return scale.value(
                "a comparison", new Threshold(Comparison.ABOVE, 0, number, token.at(), token.unit(), unitAt));
    }

    private Operand name(Token token) {
        String name = token.text();
        String field = let.get(name);
        if (field != null) return new Operand.Field(field);
        int dot = name.indexOf('.');
        Profile profile = dot < 0 ? null : profiles.get(name.substring(0, dot));
        if (profile == null) return new Operand.Field(name);
        String value = name.substring(dot + 1);
        if (!profile.values().containsKey(value))
            throw new WhenSyntaxException(
                    unknown("value of profile " + profile.name(), value, profile.values()), token.at() + dot + 1);
        return new Operand.Past(profile.name(), value);
    }

    private boolean isNumber(Operand.Past past) {
        Profile profile = profiles.get(past.profile());
        return profile != null && profile.values().get(past.value()) instanceof Profile.Value.Number;
    }
}
