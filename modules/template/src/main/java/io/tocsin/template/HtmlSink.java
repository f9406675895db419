package io.tocsin.template;

import java.util.Locale;
import java.util.Set;

/**
 * Writes HTML. It follows what the template says from tag to attribute to script, as a browser would read it, and escapes each
 * value for the place where it falls. Because the page is followed as it is written, no branch of a template can lead it astray.
 *
 * <p>Where Go's html/template reasons more finely, this refuses: a value in a style must be a plain word or number; a script
 * with a slash before a value may hold a regular expression, and is refused.
 */
final class HtmlSink implements Sink {
    private enum State {
        TEXT,
        COMMENT,
        TAG_NAME,
        TAG,
        ATTRIBUTE_NAME,
        AFTER_NAME,
        BEFORE_VALUE,
        VALUE,
        /** Within script, style, title, textarea: only their end tag is markup. */
        RAW
    }

    private static final Set<String> RAW_ELEMENTS = Set.of("script", "style", "title", "textarea");

    private final Page page = new Page();
    private State state = State.TEXT;
    private boolean endTag;
    private char quote;
    private String raw = "";
    private final StringBuilder tag = new StringBuilder();
    private final StringBuilder attribute = new StringBuilder();
    private Place place = Place.BODY;
    private Script script = new Script();
    private Address address = new Address();

    @Override
    public void text(String text) {
        int at = 0;
        while (at < text.length()) at = read(text, at);
    }

    /** Reads from one place of the text and gives the next. */
    private int read(String text, int at) {
        char c = text.charAt(at);
        return switch (state) {
            case TEXT -> body(text, at);
            case COMMENT -> {
                int end = text.indexOf("-->", at);
                if (end >= 0) state = State.TEXT;
                yield end < 0 ? text.length() : end + 3;
            }
            case RAW -> raw(text, at);
            case TAG_NAME -> {
                boolean name = Escapes.isAlphanumeric(c) || c == '-' || c == ':';
                if (name) tag.append(c);
                else state = State.TAG;
                yield name ? put(c, at) : at;
            }
            case TAG -> tag(c, at);
            case ATTRIBUTE_NAME -> {
                boolean name = !isSpace(c) && "=>/".indexOf(c) < 0;
                if (name) attribute.append(c);
                else state = State.AFTER_NAME;
                yield name ? put(c, at) : at;
            }
            case AFTER_NAME -> afterName(c, at);
            case BEFORE_VALUE -> beforeValue(c, at);
            case VALUE -> value(c, at);
        };
    }

    private int put(char c, int at) {
        page.add(c);
        return at + 1;
    }

    private int body(String text, int at) {
        int open = text.indexOf('<', at);
        page.add(text.substring(at, open < 0 ? text.length() : open));
        if (open < 0) return text.length();
        if (text.startsWith("<!--", open)) {
            state = State.COMMENT;
            return open + 4;
        }
        endTag = text.startsWith("</", open);
        int name = open + (endTag ? 2 : 1);
        boolean isTag = name < text.length() && (isLetter(text.charAt(name)) || (!endTag && text.charAt(name) == '!'));
        if (!isTag) {
            page.add("&lt;");
            return open + 1;
        }
        page.add(text.substring(open, name + 1));
        tag.setLength(0);
        tag.append(text.charAt(name));
        state = State.TAG_NAME;
        return name + 1;
    }

    private int raw(String text, int at) {
        String end = "</" + raw;
        int found = at;
        while (found < text.length() && !text.regionMatches(true, found, end, 0, end.length())) found++;
        String inside = text.substring(at, found);
        page.add(inside);
        if (raw.equals("script")) script.read(inside);
        if (found < text.length()) {
            state = State.TEXT;
            raw = "";
        }
        return found;
    }

    private int tag(char c, int at) {
        if (c == '>') {
            String name = tag.toString().toLowerCase(Locale.ROOT);
            raw = !endTag && RAW_ELEMENTS.contains(name) ? name : "";
            state = raw.isEmpty() ? State.TEXT : State.RAW;
            script = new Script();
        } else if (!isSpace(c) && c != '/') {
            attribute.setLength(0);
            state = State.ATTRIBUTE_NAME;
            // A sign that begins a name belongs to it, even '='.
            attribute.append(c);
        }
        return put(c, at);
    }

    private int afterName(char c, int at) {
        if (isSpace(c)) return put(c, at);
        if (c != '=') {
            state = State.TAG;
            return at;
        }
        state = State.BEFORE_VALUE;
        return put(c, at);
    }

    private int beforeValue(char c, int at) {
        if (isSpace(c)) return put(c, at);
        if (c == '>') {
            state = State.TAG;
            return at;
        }
        beginValue(c == '"' || c == '\'' ? c : 0);
        return quote == 0 ? at : put(c, at);
    }

    private void beginValue(char quotedBy) {
        quote = quotedBy;
        place = Place.ofAttribute(attribute.toString());
        script = new Script();
        address = new Address();
        state = State.VALUE;
    }

    private int value(char c, int at) {
        boolean ends = quote == 0 ? isSpace(c) || c == '>' : c == quote;
        if (ends) {
            state = State.TAG;
            return quote == 0 ? at : put(c, at);
        }
        // An entity may stand for a quote: what it means for the script is not known.
        if (place == Place.SCRIPT && c == '&') script.lost();
        if (place == Place.SCRIPT) script.read(String.valueOf(c));
        if (place == Place.ADDRESS) address.read(c);
        return put(c, at);
    }

    @Override
    public void value(Object value) {
        // Every place escapes in its own way, and once.
        boolean escaped = value instanceof Safe safe && safe.kind() == Safe.Kind.ESCAPED;
        place(escaped ? Escapes.unescaped(value.toString()) : value);
    }

    private void place(Object value) {
        switch (state) {
            case TEXT ->
                page.add(value instanceof Safe safe && safe.kind() == Safe.Kind.HTML ? safe.text() : body(value));
            case COMMENT -> {}
            case RAW -> page.add(inRaw(value));
            case TAG_NAME -> name(value, tag);
            case TAG, AFTER_NAME -> {
                attribute.setLength(0);
                state = State.ATTRIBUTE_NAME;
                name(value, attribute);
            }
            case ATTRIBUTE_NAME -> name(value, attribute);
            case BEFORE_VALUE -> {
                beginValue((char) 0);
                inAttribute(value);
            }
            case VALUE -> inAttribute(value);
        }
    }

    private static String body(Object value) {
        return Escapes.html(printed(value));
    }

    private static String printed(Object value) {
        return value == Nil.NIL ? "" : Printer.print(value);
    }

    private String inRaw(Object value) {
        return switch (raw) {
            case "script" -> script.escape(value);
            case "style" -> Escapes.style(printed(value));
            default -> body(value);
        };
    }

    /** A name, or part of one, of a tag or attribute: letters and digits that mean nothing more. */
    private void name(Object value, StringBuilder name) {
        String text = printed(value);
        boolean plain = !text.isEmpty() && text.chars().allMatch(c -> Escapes.isAlphanumeric((char) c));
        String whole = name + text;
        boolean harmless = name == attribute
                ? Place.ofAttribute(whole) == Place.PLAIN
                : !RAW_ELEMENTS.contains(whole.toLowerCase(Locale.ROOT));
        String written = plain && harmless ? text : Escapes.REFUSED;
        name.append(written);
        page.add(written);
    }

    private void inAttribute(Object value) {
        String text = switch (place) {
            case SCRIPT -> Escapes.html(script.escape(value));
            case STYLE -> Escapes.html(Escapes.style(printed(value)));
            case ADDRESS -> Escapes.html(address.escape(value));
            case DOCUMENT -> Escapes.html(body(value));
            case PLAIN, BODY ->
                value instanceof Safe safe && safe.kind() == Safe.Kind.HTML
                        ? Escapes.htmlKeepingEntities(safe.text().replaceAll("<[^>]*>", ""))
                        : body(value);
        };
        page.add(quote == 0 ? Escapes.unquoted(text) : text);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
