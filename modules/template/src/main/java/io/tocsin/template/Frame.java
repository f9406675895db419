package io.tocsin.template;

import io.tocsin.template.Expression.Pipeline;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One template being rendered: its variables and its statements. {@link Evaluator} knows what expressions are worth. */
final class Frame {
    /** Whether to go on after a statement, or to leave the loop or its round. */
    private enum Flow {
        GO_ON,
        BREAK,
        CONTINUE
    }

    private final Rendering rendering;
    private final Definition definition;
    private final Object[] variables;
    private final Evaluator evaluator;

    Frame(Rendering rendering, Definition definition, Object dot) {
        this.rendering = rendering;
        this.definition = definition;
        this.variables = new Object[definition.slots()];
        Arrays.fill(variables, Nil.NIL);
        variables[0] = dot;
        this.evaluator = new Evaluator(rendering, definition.source(), variables);
    }

    Flow run(List<Statement> statements, Object dot) {
        for (Statement statement : statements) {
            Flow flow;
            try {
                rendering.budget().step();
                flow = run(statement, dot);
            } catch (Refusal refusal) {
                throw definition.source().error(statement.at(), refusal.why());
            }
            if (flow != Flow.GO_ON) return flow;
        }
        return Flow.GO_ON;
    }

    private Flow run(Statement statement, Object dot) {
        switch (statement) {
            case Statement.Text text -> rendering.sink().text(text.text());
            case Statement.Print print -> print(print.value(), dot);
            case Statement.Include include -> include(include, dot);
            case Statement.Choice choice -> {
                return choose(choice, dot);
            }
            case Statement.Range range -> {
                return range(range, dot);
            }
            case Statement.Break end -> {
                return Flow.BREAK;
            }
            case Statement.Continue end -> {
                return Flow.CONTINUE;
            }
        }
        return Flow.GO_ON;
    }

    private void print(Pipeline pipeline, Object dot) {
        Object value = evaluator.value(pipeline, dot);
        if (pipeline.slots().isEmpty()) rendering.sink().value(value);
        else variables[pipeline.slots().getFirst()] = value;
    }

    private void include(Statement.Include include, Object dot) {
        Definition included = rendering.definitions().get(include.name());
        if (included == null)
            throw new Refusal("cannot find the template \"" + include.name() + "\""
                    + Nearest.hint(include.name(), rendering.definitions().keySet()));
        Object given =
                include.dot().map(pipeline -> evaluator.set(pipeline, dot)).orElse(Nil.NIL);
        rendering.budget().enter();
        new Frame(rendering, included, given).run(included.body(), given);
        rendering.budget().leave();
    }

    private Flow choose(Statement.Choice choice, Object dot) {
        Object condition = evaluator.set(choice.condition(), dot);
        boolean met = Values.isTrue(condition);
        return nested(met ? choice.then() : choice.otherwise(), met && choice.with() ? condition : dot);
    }

    private Flow nested(List<Statement> statements, Object dot) {
        rendering.budget().enter();
        Flow flow = run(statements, dot);
        rendering.budget().leave();
        return flow;
    }

    private Flow range(Statement.Range range, Object dot) {
        Object over = evaluator.value(range.over(), dot);
        rendering.budget().work(Values.size(over));
        boolean none = over instanceof Long count ? count <= 0 : over == Nil.NIL || isEmpty(over);
        if (none) return nested(range.none(), dot);
        switch (over) {
            case List<?> items -> {
                long i = 0;
                for (Object item : items) {
                    if (round(range, i++, Values.of(item)) == Flow.BREAK) break;
                }
            }
            case Map<?, ?> map -> {
                for (Map.Entry<String, Object> entry : Values.sorted(map).entrySet()) {
                    if (round(range, entry.getKey(), entry.getValue()) == Flow.BREAK) break;
                }
            }
            case Long count -> {
                for (long i = 0; i < count; i++) {
                    if (round(range, i, i) == Flow.BREAK) break;
                }
            }
            default -> throw new Refusal("cannot range over " + Values.shown(over) + ": it is no list, map or number");
        }
        return Flow.GO_ON;
    }

    private static boolean isEmpty(Object over) {
        return (over instanceof List<?> || over instanceof Map<?, ?>) && !Values.isTrue(over);
    }

    private Flow round(Statement.Range range, Object key, Object element) {
        rendering.budget().step();
        List<Integer> slots = range.over().slots();
        if (slots.size() == 2) variables[slots.getFirst()] = key;
        if (!slots.isEmpty()) variables[slots.getLast()] = element;
        return nested(range.each(), element);
    }
}
