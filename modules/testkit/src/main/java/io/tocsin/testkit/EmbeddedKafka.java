package io.tocsin.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker in this process: one node, KRaft, no container. Takes 3 to 6 seconds to start, so share one per test
 * class. {@link #stop} and {@link #startAgain} play an outage: the same port, the same data. Blocking; not for event loops.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private final Path folder;
    private final Properties properties;
    private final String address;
    private @Nullable KafkaRaftServer server;

    private EmbeddedKafka(Path folder, int port, int controllerPort) {
        this.folder = folder;
        this.address = "127.0.0.1:" + port;
        this.properties = properties(folder, address, "127.0.0.1:" + controllerPort);
    }

    /** Starts a broker with an empty log in a temporary folder, on a free port. */
    public static EmbeddedKafka start() {
        EmbeddedKafka kafka = prepare();
        kafka.startAgain();
        return kafka;
    }

    /** A broker that is not running yet, with its address already settled: for whoever is there before it. */
    public static EmbeddedKafka prepare() {
        try {
            EmbeddedKafka kafka = new EmbeddedKafka(Files.createTempDirectory("kafka"), freePort(), freePort());
            kafka.format();
            return kafka;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare kafka", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Properties properties(Path folder, String address, String controller) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@" + controller,
                "listeners", "PLAINTEXT://" + address + ",CONTROLLER://" + controller,
                "advertised.listeners", "PLAINTEXT://" + address,
                "controller.listener.names", "CONTROLLER",
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs", folder.resolve("data").toString(),
                "auto.create.topics.enable", "false"));
        properties.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0",
                // Broker and controller share this process: their farewell to each other only costs time.
                "controlled.shutdown.enable", "false",
                // So the controller takes it for gone only after this, and a broker that is started again waits as
                // long.
                "broker.session.timeout.ms", "4000",
                "broker.heartbeat.interval.ms", "1000"));
        return properties;
    }

    private void format() throws IOException {
        Path file = folder.resolve("server.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        String[] command = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
        int status = StorageTool.execute(command, nowhere);
        if (status != 0) throw new IOException("cannot format kafka's storage: the tool ended with " + status);
    }

    /** What clients call {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return address;
    }

    /** Starts the broker on the same port and the same data; returns when it serves. */
    public void startAgain() {
        KafkaRaftServer fresh = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        fresh.startup();
        server = fresh;
    }

    /** Stops the broker: its clients lose their connections and find none. */
    public void stop() {
        KafkaRaftServer running = server;
        server = null;
        if (running == null) return;
        running.shutdown();
        running.awaitShutdown();
    }

    /** Creates a topic; returns when it exists. */
    public void createTopic(String name, int partitions) {
        administer(admin -> admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                .all()
                .get());
    }

    /** Deletes a topic and everything in it. */
    public void deleteTopic(String name) {
        administer(admin -> admin.deleteTopics(List.of(name)).all().get());
    }

    /** How far a consumer group has committed, by {@code topic-partition}. */
    public Map<String, Long> committed(String group) {
        Map<String, Long> offsets = new TreeMap<>();
        administer(admin -> admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, offset) -> offsets.put(partition.toString(), offset.offset())));
        return offsets;
    }

    /** How many consumers the broker counts as members of a group now. */
    public int members(String group) {
        AtomicInteger members = new AtomicInteger();
        administer(admin -> members.set(admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                .mapToInt(described -> described.members().size())
                .sum()));
        return members.get();
    }

    private interface Task {
        void on(Admin admin) throws ExecutionException, InterruptedException;
    }

    private void administer(Task task) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            task.on(admin);
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("cannot administer kafka at " + address, e);
        }
    }

    /** Appends texts to a partition, in order; returns when the broker has them. */
    public void produce(String topic, int partition, String... values) {
        Stream<byte[]> bytes = Stream.of(values).map(value -> value.getBytes(StandardCharsets.UTF_8));
        send(bytes.map(value -> new ProducerRecord<byte[], byte[]>(topic, partition, null, value))
                .toList());
    }

    /** Appends bytes, or a tombstone for null; returns when the broker has it. */
    public void produceRaw(String topic, int partition, byte @Nullable [] value) {
        send(List.of(new ProducerRecord<>(topic, partition, "key".getBytes(StandardCharsets.UTF_8), value)));
    }

    private void send(List<ProducerRecord<byte[], byte[]>> records) {
        Map<String, Object> config = Map.of("bootstrap.servers", address, "acks", "all", "linger.ms", 5);
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            var sent = records.stream().map(producer::send).toList();
            for (var each : sent) each.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("cannot produce to kafka at " + address, e);
        }
    }

    /** Stops the broker and deletes its data. */
    @Override
    public void close() {
        stop();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete kafka's data at " + folder, e);
        }
    }
}
