package io.tocsin.template;

import java.time.Instant;

/** What functions may know of the rendering that calls them. */
interface Context {
    /** The instant of the rendering. */
    Instant now();

    /** Whether HTML is written, where escaped text must not be escaped again. */
    boolean html();

    Budget budget();

    /** Renders a label of the route, which may be a template itself; empty for one that it lacks. */
    String routeLabel(String name);
}
