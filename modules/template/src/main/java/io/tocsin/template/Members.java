package io.tocsin.template;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;

/** Looks into values: methods before fields before keys, as Go does. */
final class Members {
    private Members() {}

    static Object of(Object value, String name, Arguments arguments) {
        Optional<Function> method = method(value, name);
        if (method.isPresent()) return method.get().call(arguments);
        if (arguments.size() > 0) throw new Refusal("cannot give arguments to ." + name + ": it is no function");
        return switch (value) {
            case Struct struct -> field(struct, name);
            case KeyValues labels -> labels.getOrDefault(name, "");
            case Map<?, ?> map -> Values.of(map.get(name));
            default -> throw new Refusal("cannot look up ." + name + " in " + Values.shown(value));
        };
    }

    private static Optional<Function> method(Object value, String name) {
        return switch (value) {
            case HasMethods object -> object.method(name);
            case ZonedDateTime time -> Times.method(time, name);
            case Duration duration -> Durations.method(duration, name);
            default -> Optional.empty();
        };
    }

    private static Object field(Struct struct, String name) {
        Struct.Field field = struct.fields().get(name);
        if (field != null) return field.value();
        throw new Refusal("cannot find ." + name + " in " + struct.type()
                + Nearest.hint(name, struct.fields().keySet()) + " (it has "
                + String.join(", ", struct.fields().keySet()) + ")");
    }
}
