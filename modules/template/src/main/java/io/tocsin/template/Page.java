package io.tocsin.template;

/** Text that is being written and cannot grow without end. */
final class Page {
    private final StringBuilder text = new StringBuilder();

    Page add(String more) {
        if (text.length() + more.length() > Budget.MAX_OUTPUT)
            throw new Refusal("cannot write more than " + Budget.MAX_OUTPUT + " characters");
        text.append(more);
        return this;
    }

    Page add(char more) {
        return add(String.valueOf(more));
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
