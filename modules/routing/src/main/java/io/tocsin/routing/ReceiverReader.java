package io.tocsin.routing;

import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code receivers}. */
final class ReceiverReader {
    private final IntegrationReader integrations;

    ReceiverReader(IntegrationReader integrations) {
        this.integrations = integrations;
    }

    /** All receivers by name; a second one of the same name is a problem. */
    Map<String, Receiver> read(Section file) {
        Map<String, Receiver> receivers = new LinkedHashMap<>();
        for (Section section : Lists.sections(file, "receivers")) {
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
            Yaml node = section.node(type.listKey());
            if (node != null) list.addAll(integrations.read(type, node, section.problems()));
        }
        section.done();
        return new Receiver(name, labels, list);
    }
}
