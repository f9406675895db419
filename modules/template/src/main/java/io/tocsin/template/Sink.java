package io.tocsin.template;

/** Where a rendering writes to: what the template says itself, and the values it prints. */
interface Sink {
    void text(String text);

    void value(Object value);

    /** Writes both as they are. */
    final class Plain implements Sink {
        private final Page page = new Page();

        @Override
        public void text(String text) {
            page.add(text);
        }

        @Override
        public void value(Object value) {
            page.add(Printer.action(value));
        }

        @Override
        public String toString() {
            return page.toString();
        }
    }
}
