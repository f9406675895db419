package io.tocsin.rules;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * The state of an engine as bytes: version, clock, what the rules share, and each rule with its name, what it measures and its windows, and a
 * checksum. Each rule has its length in front, so that one that is gone or changed is passed over.
 */
final class Checkpoint {
    /** Grows whenever any window is written in another way; another version is not read, but filled again. */
    private static final int VERSION = 2;

    private Checkpoint() {}

    static void write(SourceClock clock, byte[] shared, List<RuleState> rules, OutputStream out) throws IOException {
        CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32C());
        DataOutputStream data = new DataOutputStream(checked);
        StateOut state = new StateOut(data);
        state.number(VERSION);
        clock.save(state);
        state.bytes(shared);
        state.number(rules.stream().filter(rule -> !rule.warming()).count());
        for (RuleState rule : rules) if (!rule.warming()) write(rule, data, state);
        data.flush();
        data.writeLong(checked.getChecksum().getValue());
        data.flush();
    }

    private static void write(RuleState rule, DataOutputStream data, StateOut state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        rule.save(new StateOut(new DataOutputStream(bytes)));
        state.text(rule.rule().name());
        state.text(rule.rule().measured());
        state.number(bytes.size());
        bytes.writeTo(data);
    }

    /** Fills the rules that are in it, and returns what they share; after an error they are in no state to be used. */
    static byte[] read(SourceClock clock, List<RuleState> rules, InputStream in) throws IOException {
        CheckedInputStream checked = new CheckedInputStream(in, new CRC32C());
        DataInputStream data = new DataInputStream(checked);
        StateIn state = new StateIn(data);
        long version = state.number();
        if (version != VERSION) throw new IOException("cannot read the state of rules: it has version " + version);
        clock.load(state);
        byte[] shared = state.bytes();
        Map<String, RuleState> byName = new HashMap<>();
        for (RuleState rule : rules) byName.put(rule.rule().name(), rule);
        for (int left = state.count(); left > 0; left--) read(byName, data, state);
        long sum = checked.getChecksum().getValue();
        if (data.readLong() != sum) throw new IOException("cannot read the state of rules: its checksum is wrong");
        return shared;
    }

    private static void read(Map<String, RuleState> byName, DataInputStream data, StateIn state) throws IOException {
        RuleState rule = byName.get(state.text());
        String measured = state.text();
        int length = state.count();
        byte[] bytes = data.readNBytes(length);
        if (bytes.length < length) throw new IOException("cannot read the state of rules: it is cut off");
        if (rule == null || !rule.rule().measured().equals(measured)) return;
        rule.load(new StateIn(new DataInputStream(new ByteArrayInputStream(bytes))));
    }
}
