package io.tocsin.routing;

import io.tocsin.yaml.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code receivers}. */
final class ReceiverReader {
    /** Alertmanager fills these from global settings, so an empty item means something. */
    private static final Set<IntegrationType> MAY_BE_EMPTY =
            Set.of(IntegrationType.SLACK, IntegrationType.OPSGENIE, IntegrationType.WECHAT, IntegrationType.ROCKETCHAT);

    private final IntegrationReader integrations;

    ReceiverReader(IntegrationReader integrations) {
        this.integrations = integrations;
    }

    /** All receivers by name; a second one of the same name is a problem. */
    Map<String, Receiver> read(Section file) {
        Map<String, Receiver> receivers = new LinkedHashMap<>();
        for (Section section : file.sections("receivers")) {
            Receiver receiver = one(section);
            if (receivers.putIfAbsent(receiver.name(), receiver) != null) {
                section.problem("name", "receiver '" + receiver.name() + "' is given twice");
            }
        }
        return receivers;
    }

    private Receiver one(Section section) {
        String name = section.required("name");
        Map<String, String> labels = section.textMap("labels");
        if (!labels.getOrDefault("name", name).equals(name)) {
            section.problem("labels", "label 'name' of a receiver must be its name, '" + name + "'");
        }
        labels.put("name", name);
        List<Integration> list = new ArrayList<>();
        for (IntegrationType type : IntegrationType.values()) {
            int index = 0;
            for (Section item : items(section, type)) list.add(integrations.read(type, index++, item));
        }
        section.done();
        return new Receiver(name, labels, list);
    }

    private static List<Section> items(Section section, IntegrationType type) {
        return MAY_BE_EMPTY.contains(type)
                ? Settings.sectionsOrEmpty(section, type.listKey())
                : section.sections(type.listKey());
    }
}
