package io.tocsin.template;

import java.util.List;

/** Go's {@code printf}: a format that does not fit its values says so in the text instead of failing. */
final class Printf {
    /** Wider than any page. */
    private static final int MAX_WIDTH = 1000;

    private final String format;
    private final List<Object> values;
    private final Page page = new Page();
    private int at;
    private int next;

    private Printf(String format, List<Object> values) {
        this.format = format;
        this.values = values;
    }

    static String format(String format, List<Object> values) {
        Printf printf = new Printf(format, values);
        printf.run();
        return printf.page.toString();
    }

    private void run() {
        while (at < format.length()) {
            int percent = format.indexOf('%', at);
            page.add(format.substring(at, percent < 0 ? format.length() : percent));
            if (percent < 0) break;
            at = percent + 1;
            verb();
        }
        if (next >= values.size()) return;
        page.add("%!(EXTRA ");
        for (int i = next; i < values.size(); i++) {
            page.add(i > next ? ", " : "").add(Values.type(values.get(i)));
            if (values.get(i) != Nil.NIL) page.add('=').add(Printer.print(values.get(i)));
        }
        page.add(')');
    }

    private void verb() {
        int start = at;
        while (at < format.length() && "+-# 0".indexOf(format.charAt(at)) >= 0) at++;
        String flags = format.substring(start, at);
        int width = number();
        int precision = -1;
        if (at < format.length() && format.charAt(at) == '.') {
            at++;
            precision = Math.max(0, number());
        }
        if (at >= format.length()) {
            page.add("%!(NOVERB)");
            return;
        }
        int verb = format.codePointAt(at);
        at += Character.charCount(verb);
        if (verb == '%') page.add('%');
        else if (next >= values.size()) page.add("%!" + Character.toString(verb) + "(MISSING)");
        else new Verb((char) verb, flags, width, precision).write(values.get(next++), page, 0);
    }

    private int number() {
        int start = at;
        if (at < format.length() && format.charAt(at) == '*') return star();
        while (at < format.length() && Character.isDigit(format.charAt(at)) && at - start < 9) at++;
        if (start == at) return -1;
        return limited(Long.parseLong(format.substring(start, at)));
    }

    /** A width that is a value of its own. */
    private int star() {
        at++;
        if (next < values.size() && values.get(next++) instanceof Long size && size >= 0) return limited(size);
        throw new Refusal("cannot use * in a format: the value for it must be a whole number from 0 on");
    }

    private static int limited(long size) {
        if (size > MAX_WIDTH)
            throw new Refusal("cannot print a width of " + size + ": at most " + MAX_WIDTH + " is allowed");
        return (int) size;
    }
}
