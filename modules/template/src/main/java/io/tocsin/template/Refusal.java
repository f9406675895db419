package io.tocsin.template;

/** What a function or a value refuses. Whoever evaluates it knows the place and makes a {@link TemplateException} of it. */
final class Refusal extends RuntimeException {
    private final String why;

    Refusal(String why) {
        super(why, null, false, false);
        this.why = why;
    }

    String why() {
        return why;
    }
}
