package io.tocsin.store;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.FilterMergePolicy;
import org.apache.lucene.index.LogByteSizeMergePolicy;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.MergeTrigger;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.SegmentReader;
import org.jspecify.annotations.Nullable;

/**
 * Merges neighbours, but none with a broken byte: on such a one the writer of the index would give up for good, and with it the
 * day would take no more events. What is found broken stays as it is, for a repair.
 */
final class SoundMerges extends FilterMergePolicy {
    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private final BiConsumer<String, Exception> found;

    /** @param found is told the name of a broken segment, on the thread of the merge */
    SoundMerges(BiConsumer<String, Exception> found) {
        // Merging neighbours only keeps events of one time together, and was 5 % cheaper.
        super(new LogByteSizeMergePolicy());
        this.found = found;
    }

    @Override
    public @Nullable MergeSpecification findMerges(MergeTrigger trigger, SegmentInfos infos, MergeContext context)
            throws IOException {
        return sound(in.findMerges(trigger, infos, context));
    }

    @Override
    public @Nullable MergeSpecification findForcedDeletesMerges(SegmentInfos infos, MergeContext context)
            throws IOException {
        return sound(in.findForcedDeletesMerges(infos, context));
    }

    @Override
    public @Nullable MergeSpecification findForcedMerges(
            SegmentInfos infos, int most, Map<SegmentCommitInfo, Boolean> segments, MergeContext context)
            throws IOException {
        return sound(in.findForcedMerges(infos, most, segments, context));
    }

    @Override
    public @Nullable MergeSpecification findFullFlushMerges(
            MergeTrigger trigger, SegmentInfos infos, MergeContext context) throws IOException {
        return sound(in.findFullFlushMerges(trigger, infos, context));
    }

    private @Nullable MergeSpecification sound(@Nullable MergeSpecification wanted) {
        if (wanted == null) return null;
        MergeSpecification sound = new MergeSpecification();
        for (OneMerge merge : wanted.merges) {
            if (merge.segments.stream().noneMatch(segment -> broken.contains(segment.info.name)))
                sound.add(new Checked(merge));
        }
        return sound.merges.isEmpty() ? null : sound;
    }

    private final class Checked extends OneMerge {
        Checked(OneMerge merge) {
            super(merge.segments);
        }

        @Override
        public CodecReader wrapForMerge(CodecReader reader) throws IOException {
            try {
                reader.checkIntegrity();
            } catch (IOException | RuntimeException failed) {
                String name = reader instanceof SegmentReader segment ? segment.getSegmentName() : reader.toString();
                broken.add(name);
                found.accept(name, failed);
                // The one way to end a merge that leaves the writer alive.
                MergePolicy.MergeAbortedException aborted =
                        new MergePolicy.MergeAbortedException("cannot merge segment " + name + ": it is damaged");
                aborted.initCause(failed);
                throw aborted;
            }
            return super.wrapForMerge(reader);
        }
    }
}
