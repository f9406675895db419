package io.tocsin.server.config;

import io.tocsin.model.Destination;
import io.tocsin.notify.Form;
import io.tocsin.routing.Integration;
import io.tocsin.routing.Receiver;
import io.tocsin.routing.Route;
import io.tocsin.routing.RoutingConfig;
import io.tocsin.template.TemplateException;
import io.tocsin.template.TemplateSet;
import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Problems;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads every text of the receivers as a template, and tries each on a sample: whoever writes one hears of it now, and not at
 * the first page. What cannot be read is a problem; what is read and fails on the sample is a warning, for the sample may lack
 * what the real alerts have.
 */
final class FormsReader {
    /** Any will do, and always the same one: what is found must not depend on the day. */
    private static final Instant SAMPLE = Instant.parse("2026-03-01T03:04:00Z");

    private final Mark file;
    private final String externalUrl;
    private final Problems problems;
    private final Forms.Collected forms = new Forms.Collected();

    private FormsReader(Mark file, String externalUrl, Problems problems) {
        this.file = file;
        this.externalUrl = externalUrl;
        this.problems = problems;
    }

    /**
     * Reads the template files and all texts.
     *
     * @param folder where relative names of template files begin
     * @param file the start of routing.yml, for what has no place of its own
     */
    static Forms read(RoutingConfig routing, Path folder, Mark file, String externalUrl, Problems problems) {
        int before = problems.list().size();
        TemplateSet templates = TemplateFiles.read(routing.templates(), folder, file, problems);
        boolean tried = problems.list().size() == before;
        FormsReader reader = new FormsReader(file, externalUrl, problems);
        reader.routeLabels(routing.root(), templates, new HashSet<>());
        for (Receiver receiver : routing.receivers().values()) {
            reader.limits(receiver);
            for (Integration integration : receiver.integrations()) {
                reader.read(receiver, integration, templates, tried);
            }
        }
        return reader.forms.all();
    }

    /** Labels of routes may be templates, which {@code routeLabels} renders. Inherited ones are told once. */
    private void routeLabels(Route route, TemplateSet templates, Set<String> known) {
        route.labels().forEach((label, text) -> {
            if (!text.contains("{{") || !known.add(label + "\n" + text)) return;
            try {
                templates.template("label '" + label + "' of a route", text);
            } catch (TemplateException failure) {
                problems.add(file, "cannot read the template: " + failure.getMessage());
            }
        });
        for (Route child : route.children()) routeLabels(child, templates, known);
    }

    private void limits(Receiver receiver) {
        for (String label : List.of(Rate.BURST, Rate.PER_MINUTE)) {
            String text = receiver.labels().get(label);
            if (text != null && !Rate.isUsable(text)) {
                problems.add(
                        file,
                        "label '" + label + "' of receiver '" + receiver.name() + "' must be a whole number, not '"
                                + text + "'");
            }
        }
    }

    private void read(Receiver receiver, Integration integration, TemplateSet templates, boolean tried) {
        String name = integration.id() + " of receiver '" + receiver.name() + "'";
        Form form = Form.of(
                name,
                integration.settings(),
                templates,
                (path, failure) -> problems.add(
                        mark(integration, path), "cannot read the template: " + what(name + " " + path, failure)));
        forms.add(receiver, integration, form);
        if (integration.destination() instanceof Destination.Webhook webhook) {
            address(name, webhook.url().reveal(), templates);
        }
        if (!tried) return;
        form.tryOut(
                receiver.name(),
                externalUrl,
                SAMPLE,
                (path, failure) -> problems.warn(
                        mark(integration, path),
                        "this fails on a sample, where Tocsin's own message would be sent instead: "
                                + what(name + " " + path, failure)));
    }

    /** An address is a secret: what is wrong with it is said without it. */
    private void address(String name, String url, TemplateSet templates) {
        if (!url.contains("{{")) return;
        try {
            templates.template("url", url);
        } catch (TemplateException failure) {
            problems.add(
                    file,
                    "cannot read the template in 'url' of " + name + ", at character " + failure.column() + " of it");
        }
    }

    private Mark mark(Integration integration, String path) {
        return integration.marks().getOrDefault(path, file);
    }

    /** The setting's own name is said by its place; where in a long text it is wrong, and other files, are not. */
    private static String what(String name, TemplateException failure) {
        String message = String.valueOf(failure.getMessage());
        String place = failure.file() + ":" + failure.line() + ":" + failure.column() + ": ";
        if (!failure.file().equals(name) || !message.startsWith(place)) return message;
        String problem = message.substring(place.length());
        return failure.line() == 1 && failure.column() == 1
                ? problem
                : problem + " (line " + failure.line() + ", column " + failure.column() + " of the text)";
    }
}
