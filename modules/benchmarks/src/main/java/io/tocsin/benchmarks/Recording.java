package io.tocsin.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** A flight recording of a server's processor time. */
final class Recording {
    /** Samples by processor time, native code included; only newer JDKs on Linux have them. */
    private static final String BY_CPU = "jdk.CPUTimeSample";

    private static final String BY_CLOCK = "jdk.ExecutionSample";
    private static final int BY_CPU_SINCE = 25;
    private static final String LAMBDA = "$$Lambda";

    private Recording() {}

    /** What a JVM has to be told to make one. */
    static String options() {
        String samples = Runtime.version().feature() >= BY_CPU_SINCE && isLinux()
                ? BY_CPU + "#enabled=true," + BY_CPU + "#throttle=2ms," + BY_CLOCK + "#enabled=false"
                : BY_CLOCK + "#period=10ms";
        return "-XX:StartFlightRecording=settings=profile," + samples + " -XX:FlightRecorderOptions=stackdepth=128";
    }

    /** Has a process write what it has recorded so far: as it ends it might not come to it. */
    static void write(long pid, Path file) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Tool.Result written = Tool.run(List.of(jcmd, Long.toString(pid), "JFR.dump", "filename=" + file));
        if (written.status() != 0) throw new IOException("cannot write the recording: " + written.output());
    }

    private static boolean isLinux() {
        return System.getProperty("os.name", "").startsWith("Linux");
    }

    /** The samples of a stretch of time. */
    static Stacks read(Path file, Instant from, Instant to) throws IOException {
        Stacks stacks = new Stacks();
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                boolean sample = event.getEventType().getName().equals(BY_CPU)
                        || event.getEventType().getName().equals(BY_CLOCK);
                Instant at = event.getStartTime();
                if (sample && !at.isBefore(from) && at.isBefore(to) && event.getStackTrace() != null)
                    add(event, stacks);
            }
        }
        return stacks;
    }

    private static void add(RecordedEvent event, Stacks stacks) {
        RecordedThread thread =
                event.hasField("sampledThread") ? event.getThread("sampledThread") : event.getThread("eventThread");
        List<String> frames = new ArrayList<>();
        for (RecordedFrame frame : event.getStackTrace().getFrames().reversed()) {
            String type = frame.getMethod().getType().getName();
            // Only hands on to the method that was written; its name is a number.
            if (!type.contains(LAMBDA))
                frames.add(type + "." + frame.getMethod().getName());
        }
        if (frames.isEmpty()) return;
        stacks.add(thread == null || thread.getJavaName() == null ? "JVM" : thread.getJavaName(), frames);
    }
}
