package io.tocsin.template;

import io.tocsin.template.Expression.Command;
import io.tocsin.template.Expression.Pipeline;
import io.tocsin.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads pipelines: {@code $x := .Labels.SortedPairs.Values | join " "}. */
final class PipelineParser {
    private final Source source;
    private final Tokens tokens;
    private final Variables variables;
    private int depth;

    PipelineParser(Source source, Tokens tokens, Variables variables) {
        this.source = source;
        this.tokens = tokens;
        this.variables = variables;
    }

    /** A pipeline, variable included, up to this kind of token, which stays. */
    Pipeline pipeline(Kind until) {
        Token first = tokens.peek();
        Kind second = tokens.peek(1).kind();
        if (!first.is(Kind.VARIABLE) || (second != Kind.DECLARE && second != Kind.ASSIGN))
            return new Pipeline(first.at(), List.of(), commands(until));
        tokens.take();
        boolean declares = tokens.take().is(Kind.DECLARE);
        List<Command> commands = commands(until);
        return new Pipeline(first.at(), slots(List.of(first), declares), commands);
    }

    /** The same with up to two variables. */
    Pipeline rangePipeline() {
        Token first = tokens.peek();
        if (!first.is(Kind.VARIABLE) || !tokens.peek(1).is(Kind.COMMA)) return pipeline(Kind.CLOSE);
        tokens.take();
        tokens.take();
        Token second = tokens.demand(Kind.VARIABLE, "a variable for the element");
        if (!tokens.sees(Kind.ASSIGN) && !tokens.sees(Kind.DECLARE)) tokens.demand(Kind.DECLARE, "':='");
        boolean declares = tokens.take().is(Kind.DECLARE);
        List<Command> commands = commands(Kind.CLOSE);
        return new Pipeline(first.at(), slots(List.of(first, second), declares), commands);
    }

    private List<Integer> slots(List<Token> names, boolean declares) {
        return names.stream()
                .map(name -> declares ? variables.declare(name.text()) : known(name))
                .toList();
    }

    private int known(Token name) {
        int slot = variables.slot(name.text());
        if (slot < 0)
            throw tokens.error(
                    name,
                    "cannot find the variable " + name.text() + ": declare it with " + name.text() + " := before"
                            + Nearest.hint(name.text(), variables.names()));
        return slot;
    }

    private List<Command> commands(Kind until) {
        List<Command> commands = new ArrayList<>();
        do {
            if (tokens.sees(until) || tokens.sees(Kind.PIPE))
                throw tokens.error(
                        tokens.peek(), "cannot use " + tokens.peek().shown() + " here: a value is missing before it");
            commands.add(command(until, commands.isEmpty()));
        } while (tokens.take(Kind.PIPE));
        if (!tokens.sees(until))
            throw tokens.error(tokens.peek(), "cannot use " + tokens.peek().shown() + " here");
        return List.copyOf(commands);
    }

    private Command command(Kind until, boolean first) {
        Expression head = operand();
        boolean callable = !(head instanceof Expression.Literal || head instanceof Expression.Dot);
        if (!callable && !first) throw source.error(head.at(), "cannot pipe into this: it is no function");
        List<Expression> arguments = new ArrayList<>();
        while (!tokens.sees(until) && !tokens.sees(Kind.PIPE)) {
            Token next = tokens.peek();
            if (!next.spaced() && !next.is(Kind.END))
                throw tokens.error(next, "cannot use " + next.shown() + " here: separate values by a space");
            if (!callable) throw source.error(head.at(), "cannot give arguments to this: it is no function");
            arguments.add(operand());
        }
        return new Command(head.at(), head, List.copyOf(arguments));
    }

    private Expression operand() {
        Expression operand = term();
        for (int links = 0; tokens.sees(Kind.FIELD) && !tokens.peek().spaced(); links++) {
            Token field = tokens.take();
            if (links == Parser.MAX_DEPTH) throw tooDeep(field);
            if (operand instanceof Expression.Literal) throw tokens.error(field, "cannot look into a literal");
            operand = new Expression.Member(field.at(), operand, field.text());
        }
        return operand;
    }

    private Expression term() {
        Token token = tokens.take();
        return switch (token.kind()) {
            case DOT -> new Expression.Dot(token.at());
            case FIELD -> new Expression.Member(token.at(), new Expression.Dot(token.at()), token.text());
            case VARIABLE -> new Expression.Variable(token.at(), token.text(), known(token));
            case WORD -> word(token);
            case STRING -> new Expression.Literal(token.at(), string(token));
            case CHARACTER -> new Expression.Literal(token.at(), read(token, Literals::character));
            case NUMBER -> new Expression.Literal(token.at(), read(token, Literals::number));
            case LEFT -> parenthesised(token);
            case TEXT, OPEN, CLOSE, PIPE, COMMA, DECLARE, ASSIGN, RIGHT, END ->
                throw tokens.error(token, "cannot use " + token.shown() + " here: a value is expected");
        };
    }

    private Expression word(Token token) {
        return switch (token.text()) {
            case "true" -> new Expression.Literal(token.at(), true);
            case "false" -> new Expression.Literal(token.at(), false);
            case "nil" -> new Expression.Literal(token.at(), Nil.NIL);
            default -> {
                if (!Functions.ALL.containsKey(token.text()))
                    throw tokens.error(
                            token,
                            "cannot find the function \"" + token.text() + "\""
                                    + Nearest.hint(token.text(), Functions.ALL.keySet()));
                yield new Expression.Function(token.at(), token.text());
            }
        };
    }

    private Expression parenthesised(Token left) {
        if (++depth > Parser.MAX_DEPTH) throw tooDeep(left);
        Pipeline inner = pipeline(Kind.RIGHT);
        tokens.demand(Kind.RIGHT, "')'");
        depth--;
        return inner;
    }

    private TemplateException tooDeep(Token token) {
        return tokens.error(token, "cannot nest deeper: at most " + Parser.MAX_DEPTH + " levels are allowed");
    }

    String string(Token token) {
        return read(token, Literals::string);
    }

    private <T> T read(Token token, Function<String, T> reader) {
        try {
            return reader.apply(token.text());
        } catch (Refusal refusal) {
            throw tokens.error(token, refusal.why());
        }
    }
}
