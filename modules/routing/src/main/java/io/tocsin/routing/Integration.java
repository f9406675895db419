package io.tocsin.routing;

import io.tocsin.model.Destination;
import io.tocsin.yaml.Mark;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One way a receiver is told.
 *
 * @param type {@code slack}, {@code email}, {@code pagerduty}, {@code webhook} or another of Alertmanager's integrations
 * @param index position among the receiver's integrations of this type, from 0
 * @param destination where it goes; null when nothing can be delivered, see {@code undeliverable}
 * @param sendResolved whether the end of alerts is told
 * @param undeliverable why nothing can be delivered, for people; empty when something can
 * @param settings the other keys as they stand in the file, nested ones with dotted paths: {@code headers.Subject}, {@code
 *     fields.0.title}
 * @param marks where in the file each of the settings stands
 */
public record Integration(
        String type,
        int index,
        @Nullable Destination destination,
        boolean sendResolved,
        String undeliverable,
        Map<String, String> settings,
        Map<String, Mark> marks) {
    public Integration {
        settings = Map.copyOf(settings);
        marks = Map.copyOf(marks);
    }

    /** How it is named in logs and in the notification log: {@code slack[0]}. */
    public String id() {
        return type + "[" + index + "]";
    }
}
