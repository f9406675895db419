package io.tocsin.server.config;

import io.tocsin.ingest.Masking;
import io.tocsin.model.FieldAliases;
import io.tocsin.model.Secret;
import io.tocsin.routing.SilenceLimits;
import io.tocsin.store.RetentionPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What tocsin.yml says.
 *
 * @param externalUrl how people reach us, without a slash at the end; in every link that we send
 * @param dashboards what comes before a dashboard's name to make its address; empty for none
 * @param kafka null for no Kafka
 * @param retention how long events are kept
 * @param masking what is made unreadable before it is stored
 * @param silences what a silence may do at most
 * @param checkpointEvery how often what the rules have seen is written to disk
 * @param selfWatch signs of life that are owed
 * @param backChannels ways by which people answer from where they were told
 * @param outlets what receivers have beyond what Alertmanager knows
 */
public record Settings(
        Listen listen,
        String externalUrl,
        String dashboards,
        Auth auth,
        FieldAliases aliases,
        @Nullable KafkaInput kafka,
        Path runbooks,
        RetentionPolicy retention,
        Masking masking,
        SilenceLimits silences,
        Duration checkpointEvery,
        SelfWatch selfWatch,
        BackChannels backChannels,
        Outlets outlets) {
    /** The same with other limits of silences. */
    Settings limiting(SilenceLimits other) {
        return new Settings(
                listen,
                externalUrl,
                dashboards,
                auth,
                aliases,
                kafka,
                runbooks,
                retention,
                masking,
                other,
                checkpointEvery,
                selfWatch,
                backChannels,
                outlets);
    }

    /** Where to listen: a name or an address, IPv6 without brackets; port 0 picks a free one. */
    public record Listen(String host, int port) {
        /** Whether only this machine can reach it. */
        public boolean isLocal() {
            return host.equals("127.0.0.1") || host.equals("localhost") || host.equals("::1");
        }

        /** The same host on another port; the same port for null. */
        public Listen on(@Nullable Integer other) {
            return other == null ? this : new Listen(host, other);
        }

        /** Host and port as they stand in a URL. */
        public String authority() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /** Who may call. */
    public sealed interface Auth {
        /** Nothing was said: fine as long as only this machine can reach us. */
        record Unset() implements Auth {}

        /** Nobody has to log in, and somebody wrote so on purpose. */
        record None() implements Auth {}

        /**
         * Callers name one of these tokens as {@code Authorization: Bearer …}; the key says whose it is.
         *
         * @param operators names of the tokens that may do what cannot be undone: delete events, let go of holds
         */
        record Tokens(Map<String, Secret> byName, Set<String> operators) implements Auth {
            public Tokens {
                byName = Map.copyOf(byName);
                operators = Set.copyOf(operators);
            }
        }
    }

    /** Topics to read logs from. */
    public record KafkaInput(
            String bootstrapServers, List<String> topics, String group, Map<String, String> properties) {
        public KafkaInput {
            topics = List.copyOf(topics);
            properties = Map.copyOf(properties);
        }
    }
}
