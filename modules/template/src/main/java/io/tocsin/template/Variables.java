package io.tocsin.template;

import java.util.ArrayList;
import java.util.List;

/** The variables of one template and where they can be seen. Each declaration gets a slot of its own. */
final class Variables {
    private record Declared(String name, int slot) {}

    private final List<Declared> visible = new ArrayList<>();
    private int count;

    Variables() {
        declare("$");
    }

    int declare(String name) {
        visible.add(new Declared(name, count));
        return count++;
    }

    /** The slot of the innermost variable of this name, or -1. */
    int slot(String name) {
        for (int i = visible.size() - 1; i >= 0; i--) {
            if (visible.get(i).name.equals(name)) return visible.get(i).slot;
        }
        return -1;
    }

    /** Those that were declared: {@code $} is none of them. */
    List<String> names() {
        return visible.stream().map(Declared::name).skip(1).toList();
    }

    int count() {
        return count;
    }

    int mark() {
        return visible.size();
    }

    void forgetFrom(int mark) {
        visible.subList(mark, visible.size()).clear();
    }
}
