package io.tocsin.template;

import io.tocsin.template.Expression.Pipeline;
import io.tocsin.template.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a source into the templates that it defines; {@link PipelineParser} reads what stands within an action. */
final class Parser {
    /** A page of notification texts has some ten thousand; more is generated. */
    static final int MAX_LENGTH = 512 * 1024;

    /** Deeper is no text that a person wrote, and would overflow the stack of whoever walks the tree. */
    static final int MAX_DEPTH = 60;

    private final Source source;
    private final Tokens tokens;
    private final Map<String, Definition> defined = new LinkedHashMap<>();
    private Variables variables = new Variables();
    private PipelineParser pipelines;
    private int depth;
    private int loops;

    private Parser(Source source) {
        this.source = source;
        this.tokens = new Tokens(source);
        this.pipelines = new PipelineParser(source, tokens, variables);
    }

    /**
     * What a source holds.
     *
     * @param main the text outside of all definitions
     */
    record Parsed(Definition main, Map<String, Definition> defined) {}

    static Parsed parse(Source source) {
        if (source.text().length() > MAX_LENGTH)
            throw source.error(
                    0,
                    "cannot read a text of " + source.text().length() + " characters: at most " + MAX_LENGTH
                            + " are allowed");
        Parser parser = new Parser(source);
        Definition main = parser.definition(0);
        Token rest = parser.tokens.peek();
        if (!rest.is(Kind.END))
            throw parser.tokens.error(
                    rest,
                    "cannot close here: nothing is open before {{"
                            + parser.tokens.peek(1).text() + "}}");
        return new Parsed(main, parser.defined);
    }

    private Definition definition(int at) {
        List<Statement> body = statements();
        return new Definition(source, at, body, variables.count());
    }

    private List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        while (!tokens.sees(Kind.END) && !tokens.seesAction("end") && !tokens.seesAction("else")) {
            Token token = tokens.take();
            if (token.is(Kind.TEXT)) statements.add(new Statement.Text(token.at(), token.text()));
            else action(token, statements);
        }
        return List.copyOf(statements);
    }

    private void action(Token open, List<Statement> statements) {
        Token word = tokens.peek();
        String keyword = word.is(Kind.WORD) ? word.text() : "";
        switch (keyword) {
            case "if", "with" -> statements.add(choice());
            case "range" -> statements.add(range());
            case "template" -> statements.add(include());
            case "block" -> statements.add(block(open));
            case "define" -> define(open);
            case "break", "continue" -> statements.add(leave());
            default -> {
                statements.add(new Statement.Print(pipelines.pipeline(Kind.CLOSE)));
                close();
            }
        }
    }

    private Statement choice() {
        Token keyword = tokens.take();
        deeper(keyword);
        int mark = variables.mark();
        Pipeline condition = pipelines.pipeline(Kind.CLOSE);
        close();
        List<Statement> then = statements();
        List<Statement> otherwise = otherwise(keyword, true);
        variables.forgetFrom(mark);
        depth--;
        return new Statement.Choice(keyword.isWord("with"), condition, then, otherwise);
    }

    private Statement range() {
        Token keyword = tokens.take();
        deeper(keyword);
        int mark = variables.mark();
        Pipeline over = pipelines.rangePipeline();
        close();
        loops++;
        List<Statement> each = statements();
        loops--;
        List<Statement> none = otherwise(keyword, false);
        variables.forgetFrom(mark);
        depth--;
        return new Statement.Range(over, each, none);
    }

    /** What follows {@code else}, if there is one, and {@code end}, which {@code else if} shares with its {@code if}. */
    private List<Statement> otherwise(Token keyword, boolean chains) {
        if (!tokens.seesAction("else")) {
            end(keyword);
            return List.of();
        }
        tokens.take();
        tokens.take();
        if (chains && (tokens.peek().isWord("if") || tokens.peek().isWord("with"))) return List.of(choice());
        close();
        List<Statement> otherwise = statements();
        end(keyword);
        return otherwise;
    }

    private Statement include() {
        Token keyword = tokens.take();
        String name = name();
        Optional<Pipeline> dot =
                tokens.sees(Kind.CLOSE) ? Optional.empty() : Optional.of(pipelines.pipeline(Kind.CLOSE));
        close();
        return new Statement.Include(keyword.at(), name, dot);
    }

    private Statement block(Token open) {
        Token keyword = tokens.take();
        String name = name();
        Pipeline dot = pipelines.pipeline(Kind.CLOSE);
        close();
        body(open, keyword, name);
        return new Statement.Include(keyword.at(), name, Optional.of(dot));
    }

    private void define(Token open) {
        Token keyword = tokens.take();
        if (depth > 0)
            throw tokens.error(open, "cannot define a template inside of another: move it out, or use {{block}}");
        String name = name();
        close();
        body(open, keyword, name);
    }

    /** Reads the body of a template of its own, which sees no variable of its surroundings. */
    private void body(Token open, Token keyword, String name) {
        deeper(keyword);
        Variables outerVariables = variables;
        PipelineParser outerPipelines = pipelines;
        int outerLoops = loops;
        variables = new Variables();
        pipelines = new PipelineParser(source, tokens, variables);
        loops = 0;
        Definition definition = definition(open.at());
        end(keyword);
        variables = outerVariables;
        pipelines = outerPipelines;
        loops = outerLoops;
        depth--;
        Definition before = defined.get(name);
        if (before != null && !before.isBlank() && !definition.isBlank())
            throw tokens.error(open, "cannot define \"" + name + "\" twice in one file");
        if (before == null || before.isBlank()) defined.put(name, definition);
    }

    private Statement leave() {
        Token keyword = tokens.take();
        close();
        if (loops == 0) throw tokens.error(keyword, "cannot " + keyword.text() + " here: there is no {{range}} around");
        return keyword.isWord("break") ? new Statement.Break(keyword.at()) : new Statement.Continue(keyword.at());
    }

    private String name() {
        Token token = tokens.demand(Kind.STRING, "the name of a template in quotes");
        return pipelines.string(token);
    }

    private void close() {
        tokens.demand(Kind.CLOSE, "'}}'");
    }

    private void end(Token opened) {
        if (!tokens.seesAction("end")) {
            Token found = tokens.peek();
            String what = found.is(Kind.END) ? "" : " before this {{else}}";
            throw tokens.error(
                    found.is(Kind.END) ? opened : found, "cannot find the {{end}} of {{" + opened.text() + "}}" + what);
        }
        tokens.take();
        tokens.take();
        close();
    }

    private void deeper(Token token) {
        if (++depth > MAX_DEPTH)
            throw tokens.error(token, "cannot nest deeper: at most " + MAX_DEPTH + " levels are allowed");
    }
}
