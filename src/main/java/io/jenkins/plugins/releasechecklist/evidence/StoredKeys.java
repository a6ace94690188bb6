package io.jenkins.plugins.releasechecklist.evidence;

import com.thoughtworks.xstream.XStream;
import com.thoughtworks.xstream.converters.collections.CollectionConverter;
import com.thoughtworks.xstream.converters.reflection.ReflectionConverter;
import com.thoughtworks.xstream.security.NoTypePermission;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.util.XStream2;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What the file of the keys holds. */
final class StoredKeys {
    /**
     * Reads these keys and nothing else. The converters of Jenkins leave out what they do not understand; a key that was left out
     * would be lost for ever when the file is written the next time.
     */
    static final XStream XSTREAM = strict();

    @CheckForNull
    private final List<StoredKey> keys;

    StoredKeys(List<StoredKey> keys) {
        this.keys = new ArrayList<>(keys);
    }

    private static XStream strict() {
        XStream2 xstream = new XStream2();
        xstream.addPermission(NoTypePermission.NONE);
        xstream.allowTypes(new Class<?>[] {StoredKeys.class, StoredKey.class});
        for (Class<?> type : List.of(StoredKeys.class, StoredKey.class)) {
            xstream.registerConverter(
                    new ReflectionConverter(xstream.getMapper(), xstream.getReflectionProvider(), type),
                    XStream.PRIORITY_VERY_HIGH);
        }
        xstream.registerConverter(
                new CollectionConverter(xstream.getMapper(), ArrayList.class), XStream.PRIORITY_VERY_HIGH);
        return xstream;
    }

    /** The keys, to be changed by the caller. What is no whole key must not pass for no key. */
    List<StoredKey> keys() throws IOException {
        List<StoredKey> whole = new ArrayList<>();
        for (Object key : keys == null ? List.of() : keys) {
            if (!(key instanceof StoredKey stored) || !stored.isWhole()) {
                throw new IOException("Expected keys in the file of the keys of releases, found something else");
            }
            whole.add(stored);
        }
        if (whole.isEmpty()) {
            throw new IOException("Expected keys in the file of the keys of releases, found none");
        }
        return whole;
    }
}
