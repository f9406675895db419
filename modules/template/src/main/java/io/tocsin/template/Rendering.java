package io.tocsin.template;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** One rendering: what it may use, what it can include, where it writes to. Used once, by one thread. */
final class Rendering implements Context {
    private final Map<String, Definition> definitions;
    private final Object dot;
    private final Instant now;
    private final boolean html;
    private final Budget budget;
    private final Set<String> openRouteLabels;
    private final Sink sink;

    Rendering(Map<String, Definition> definitions, Occasion occasion, boolean html) {
        this(definitions, occasion.dot(), occasion.now(), html, occasion.budget(), new LinkedHashSet<>());
    }

    private Rendering(
            Map<String, Definition> definitions,
            Object dot,
            Instant now,
            boolean html,
            Budget budget,
            Set<String> openRouteLabels) {
        this.definitions = definitions;
        this.dot = dot;
        this.now = now;
        this.html = html;
        this.budget = budget;
        this.openRouteLabels = openRouteLabels;
        this.sink = html ? new HtmlSink() : new Sink.Plain();
    }

    String render(Definition main) {
        Frame frame = new Frame(this, main, dot);
        frame.run(main.body(), dot);
        return sink.toString();
    }

    Map<String, Definition> definitions() {
        return definitions;
    }

    Sink sink() {
        return sink;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public boolean html() {
        return html;
    }

    @Override
    public Budget budget() {
        return budget;
    }

    @Override
    public String routeLabel(String name) {
        if (!(dot instanceof Struct data) || !(data.value("RouteLabels") instanceof KeyValues labels)) return "";
        String raw = labels.getOrDefault(name, "");
        if (!openRouteLabels.add(name))
            throw new Refusal("cannot render the route label \"" + name + "\": it needs itself ("
                    + String.join(" -> ", openRouteLabels) + " -> " + name + ")");
        budget.work(raw.length());
        budget.enter();
        TemplateSet.Parsed parsed = TemplateSet.parsed(new Source("route label " + name, raw), definitions);
        String rendered =
                new Rendering(parsed.definitions(), dot, now, html, budget, openRouteLabels).render(parsed.main());
        budget.leave();
        openRouteLabels.remove(name);
        return rendered;
    }
}
