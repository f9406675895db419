package io.tocsin.template;

import io.tocsin.template.Expression.Command;
import io.tocsin.template.Expression.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What expressions are worth, given the dot and the variables of a template. */
final class Evaluator {
    private final Context context;
    private final Source source;
    private final Object[] variables;

    Evaluator(Context context, Source source, Object[] variables) {
        this.context = context;
        this.source = source;
        this.variables = variables;
    }

    /** The value of a pipeline; its variable, if it has one, is set. */
    Object set(Pipeline pipeline, Object dot) {
        Object value = value(pipeline, dot);
        if (!pipeline.slots().isEmpty()) variables[pipeline.slots().getFirst()] = value;
        return value;
    }

    Object value(Pipeline pipeline, Object dot) {
        context.budget().enter();
        Optional<Object> piped = Optional.empty();
        for (Command command : pipeline.commands()) piped = Optional.of(value(command, dot, piped));
        context.budget().leave();
        return piped.orElse(Nil.NIL);
    }

    private Object value(Command command, Object dot, Optional<Object> piped) {
        try {
            context.budget().step();
            return switch (command.head()) {
                case Expression.Function function -> call(function, command, dot, piped);
                case Expression.Member member when hasNoDot(member, dot) -> Nil.NIL;
                case Expression.Member member ->
                    member(member, value(member.of(), dot), arguments(member.name(), command, dot, piped));
                case Expression.Dot head -> plain(head, command, dot, piped);
                case Expression.Literal head -> plain(head, command, dot, piped);
                case Expression.Variable head -> plain(head, command, dot, piped);
                case Pipeline head -> plain(head, command, dot, piped);
            };
        } catch (Refusal refusal) {
            throw source.error(command.at(), refusal.why());
        }
    }

    private Object plain(Expression head, Command command, Object dot, Optional<Object> piped) {
        if (piped.isPresent() || !command.arguments().isEmpty())
            throw new Refusal("cannot give arguments to this: it is no function");
        return value(head, dot);
    }

    private Object value(Expression expression, Object dot) {
        return switch (expression) {
            case Expression.Dot here -> dot;
            case Expression.Literal literal -> literal.value();
            case Expression.Variable variable -> variables[variable.slot()];
            case Expression.Function function ->
                value(new Command(function.at(), function, List.of()), dot, Optional.empty());
            case Expression.Member member -> alone(member, dot);
            case Pipeline pipeline -> set(pipeline, dot);
        };
    }

    /** A field within a chain or among arguments. */
    private Object alone(Expression.Member member, Object dot) {
        if (hasNoDot(member, dot)) return Nil.NIL;
        Object of = value(member.of(), dot);
        try {
            return member(member, of, new Arguments("." + member.name(), List.of(), context));
        } catch (Refusal refusal) {
            throw source.error(member.at(), refusal.why());
        }
    }

    private Object member(Expression.Member member, Object of, Arguments arguments) {
        context.budget().step();
        context.budget().work(Values.size(of));
        return Members.of(of, member.name(), arguments);
    }

    /** In a template that was included without a dot, Go finds nothing behind any field, and no fault with it. */
    private static boolean hasNoDot(Expression expression, Object dot) {
        Expression root = expression;
        while (root instanceof Expression.Member member) root = member.of();
        return dot == Nil.NIL && root instanceof Expression.Dot;
    }

    private Object call(Expression.Function function, Command command, Object dot, Optional<Object> piped) {
        boolean and = function.name().equals("and");
        if (and || function.name().equals("or")) return shortest(and, command, dot, piped);
        Arguments arguments = arguments(function.name(), command, dot, piped);
        context.budget().work(arguments.work());
        Function called = Functions.ALL.get(function.name());
        if (called == null) throw new Refusal("cannot find the function \"" + function.name() + "\"");
        Object result = called.call(arguments);
        context.budget().work(Values.size(result));
        return result;
    }

    /** {@code and} stops at what is not true, {@code or} at what is; the rest is not even looked at. */
    private Object shortest(boolean and, Command command, Object dot, Optional<Object> piped) {
        Object value = Nil.NIL;
        for (Expression argument : command.arguments()) {
            value = value(argument, dot);
            if (Values.isTrue(value) != and) return value;
        }
        if (command.arguments().isEmpty() && piped.isEmpty())
            throw new Refusal("cannot call " + (and ? "and" : "or") + " with 0 arguments: it takes at least 1");
        return piped.orElse(value);
    }

    private Arguments arguments(String name, Command command, Object dot, Optional<Object> piped) {
        List<Object> values = new ArrayList<>();
        for (Expression argument : command.arguments()) values.add(value(argument, dot));
        piped.ifPresent(values::add);
        return new Arguments(command.head() instanceof Expression.Member ? "." + name : name, values, context);
    }
}
