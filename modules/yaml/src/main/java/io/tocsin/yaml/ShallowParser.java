package io.tocsin.yaml;

import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.parser.Parser;

/** Stops where lists and mappings lie too deep in each other: whoever reads nodes goes down by recursion. */
final class ShallowParser implements Parser {
    /** Far more than a configuration has, and far less than any stack holds. */
    static final int DEPTH_MAX = 100;

    static final String TOO_DEEP = "lists and mappings are nested deeper than " + DEPTH_MAX;

    private final Parser parser;
    private int depth;

    ShallowParser(Parser parser) {
        this.parser = parser;
    }

    @Override
    public boolean checkEvent(Event.ID kind) {
        return parser.checkEvent(kind);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public Event next() {
        Event event = parser.next();
        if (event instanceof CollectionStartEvent && ++depth > DEPTH_MAX)
            throw new ParserException(TOO_DEEP, event.getStartMark());
        if (event instanceof CollectionEndEvent) depth--;
        return event;
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }
}
