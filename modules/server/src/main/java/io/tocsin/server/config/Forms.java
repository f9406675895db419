package io.tocsin.server.config;

import io.tocsin.notify.Form;
import io.tocsin.routing.Integration;
import io.tocsin.routing.Receiver;
import java.util.LinkedHashMap;
import java.util.Map;

/** How the integrations of the receivers word their messages. Immutable. */
public final class Forms {
    /** Nobody words anything. */
    public static final Forms NONE = new Forms(Map.of());

    private final Map<String, Form> forms;

    private Forms(Map<String, Form> forms) {
        this.forms = Map.copyOf(forms);
    }

    /** One that is unknown words nothing itself. */
    public Form of(String receiver, String integration) {
        return forms.getOrDefault(key(receiver, integration), Form.EMPTY);
    }

    private static String key(String receiver, String integration) {
        return receiver + "\n" + integration;
    }

    /** Collects forms. */
    static final class Collected {
        private final Map<String, Form> forms = new LinkedHashMap<>();

        void add(Receiver receiver, Integration integration, Form form) {
            forms.put(key(receiver.name(), integration.id()), form);
        }

        Forms all() {
            return new Forms(forms);
        }
    }
}
