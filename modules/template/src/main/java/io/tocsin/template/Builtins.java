package io.tocsin.template;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The functions of Go's text/template. {@code and} and {@code or} are also known to the evaluator, which stops early. */
final class Builtins {
    private Builtins() {}

    static Map<String, Function> all() {
        Map<String, Function> all = new LinkedHashMap<>();
        all.put("and", arguments -> arguments.value(arguments.size() - 1));
        all.put("or", arguments -> arguments.value(arguments.size() - 1));
        all.put("not", arguments -> {
            arguments.expect(1, 1);
            return !Values.isTrue(arguments.value(0));
        });
        comparisons(all);
        all.put("len", Builtins::length);
        all.put("index", Builtins::index);
        all.put("slice", Builtins::slice);
        all.put("print", arguments -> Printer.print(arguments.values()));
        all.put("println", Builtins::println);
        all.put("printf", arguments -> {
            arguments.expect(1, -1);
            return Printf.format(arguments.text(0), arguments.values().subList(1, arguments.size()));
        });
        all.put("html", arguments -> escaped(Safe.Kind.ESCAPED, Escapes.text(arguments.printed()), arguments));
        all.put("urlquery", arguments -> escaped(Safe.Kind.URL, Escapes.formQuery(arguments.printed()), arguments));
        all.put("js", arguments -> Escapes.script(arguments.printed()));
        all.put("call", arguments -> {
            throw new Refusal("cannot call " + (arguments.size() == 0 ? "nothing" : Values.shown(arguments.value(0)))
                    + ": it is no function");
        });
        return all;
    }

    private static void comparisons(Map<String, Function> all) {
        all.put("eq", arguments -> {
            arguments.expect(2, -1);
            for (int i = 1; i < arguments.size(); i++) {
                if (Comparison.equal(arguments, i)) return true;
            }
            return false;
        });
        all.put("ne", arguments -> {
            arguments.expect(2, 2);
            return !Comparison.equal(arguments, 1);
        });
        all.put("lt", Comparison::less);
        all.put("ge", arguments -> !Comparison.less(arguments));
        all.put("le", arguments -> Comparison.less(arguments) || Comparison.equal(arguments, 1));
        all.put("gt", arguments -> !(Comparison.less(arguments) || Comparison.equal(arguments, 1)));
    }

    /** Already escaped text is not escaped again where HTML is written. */
    private static Object escaped(Safe.Kind kind, String text, Arguments arguments) {
        return arguments.context().html() ? new Safe(kind, text) : text;
    }

    private static Object println(Arguments arguments) {
        Page page = new Page();
        for (Object value : arguments.values())
            page.add(page.isEmpty() ? "" : " ").add(Printer.print(value));
        return page.add('\n').toString();
    }

    private static Object length(Arguments arguments) {
        arguments.expect(1, 1);
        return switch (arguments.value(0)) {
            case String text -> (long) Values.bytes(text).length;
            case Safe safe -> (long) Values.bytes(safe.text()).length;
            case Collection<?> items -> (long) items.size();
            case Map<?, ?> map -> (long) map.size();
            default -> throw arguments.wrong(0, "a list, a map or a text");
        };
    }

    private static Object index(Arguments arguments) {
        arguments.expect(1, -1);
        Object value = arguments.value(0);
        for (int i = 1; i < arguments.size(); i++) {
            value = switch (value) {
                case List<?> items -> Values.of(items.get(position(arguments, i, items.size())));
                case KeyValues labels -> labels.getOrDefault(arguments.text(i), "");
                case Map<?, ?> map ->
                    Values.of(map.get(arguments.value(i) instanceof Long key ? key : arguments.text(i)));
                case String text -> character(text, arguments, i);
                default -> throw new Refusal("cannot index " + Values.shown(value) + ": it is no list, map or text");
            };
        }
        return value;
    }

    private static Object character(String text, Arguments arguments, int i) {
        byte[] bytes = Values.bytes(text);
        return (long) (bytes[position(arguments, i, bytes.length)] & 0xFF);
    }

    private static int position(Arguments arguments, int i, int size) {
        long position = arguments.integer(i);
        if (position >= 0 && position < size) return (int) position;
        throw new Refusal("cannot take element " + position + ": there are " + size + ", counted from 0");
    }

    private static Object slice(Arguments arguments) {
        arguments.expect(1, 3);
        return switch (arguments.value(0)) {
            case String text -> {
                byte[] bytes = Values.bytes(text);
                int[] range = range(arguments, bytes.length);
                yield new String(Arrays.copyOfRange(bytes, range[0], range[1]), StandardCharsets.UTF_8);
            }
            case List<?> items -> {
                int[] range = range(arguments, items.size());
                yield List.copyOf(items.subList(range[0], range[1]));
            }
            default -> throw arguments.wrong(0, "a list or a text");
        };
    }

    private static int[] range(Arguments arguments, int size) {
        long from = arguments.size() > 1 ? arguments.integer(1) : 0;
        long to = arguments.size() > 2 ? arguments.integer(2) : size;
        if (from < 0 || from > to || to > size)
            throw new Refusal("cannot slice from " + from + " to " + to + ": there are " + size);
        return new int[] {(int) from, (int) to};
    }
}
