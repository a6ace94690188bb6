package io.jenkins.plugins.releasechecklist.steps.announce;

import hudson.AbortException;
import hudson.FilePath;
import hudson.Util;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.engine.record.event.AttachedFile;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import io.jenkins.plugins.releasechecklist.steps.run.SecretMasker;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.MasterToSlaveFileCallable;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.io.IOUtils;
import org.apache.tools.ant.types.FileSet;

/** Copies files of the workspace to the build, so that they can be had with the announcement. */
public final class Attachments {
    /** How many files can be attached. */
    static final int MOST = 20;

    /** How large each of them can be, in bytes. */
    static final int LARGEST = 10 * 1024 * 1024;

    private Attachments() {}

    /**
     * Copies what the patterns find. Nothing is left behind when something is wrong.
     *
     * @param patterns Ant patterns below the workspace; symbolic links are not followed
     * @throws AbortException when there is no workspace or no file, or when there is too much
     * @throws IllegalArgumentException when a pattern leads out of the workspace
     */
    public static List<AttachedFile> copy(StepRun run, List<String> patterns) throws IOException, InterruptedException {
        patterns.forEach(pattern -> Parameters.inWorkspace("attach", pattern));
        String all = String.join(",", patterns);
        FilePath workspace = run.context().get(FilePath.class);
        if (workspace == null) {
            throw new AbortException(Messages.Attachments_noWorkspace(all));
        }
        List<String> paths = workspace.act(new MatchingFiles(all));
        if (paths.isEmpty()) {
            throw new AbortException(Messages.Attachments_none(all));
        }
        if (paths.size() > MOST) {
            throw new AbortException(Messages.Attachments_tooMany(MOST, paths.size(), all));
        }
        Map<String, String> names = names(paths);
        SecretMasker masker = SecretMasker.of(run.context());
        for (String name : names.keySet()) {
            masker.refuseSecret("attach", name);
        }
        Path directory = Files.createDirectories(RecordPointer.attachments(run.build()));
        List<AttachedFile> files = new ArrayList<>();
        List<Path> copies = new ArrayList<>();
        try {
            for (Map.Entry<String, String> name : names.entrySet()) {
                Path copy = Files.createTempFile(directory, ".attaching", null);
                copies.add(copy);
                files.add(copy(workspace.child(name.getValue()), name.getKey(), name.getValue(), copy));
            }
            for (int i = 0; i < files.size(); i++) {
                Files.move(
                        copies.get(i),
                        directory.resolve(files.get(i).name()),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            for (Path copy : copies) {
                Files.deleteIfExists(copy);
            }
        }
        return files;
    }

    /** The path of each file by its name, under which it is kept. */
    private static Map<String, String> names(List<String> paths) throws AbortException {
        Map<String, String> names = new LinkedHashMap<>();
        for (String path : paths) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            String other = names.putIfAbsent(name, path);
            if (other != null) {
                throw new AbortException(Messages.Attachments_sameName(name, other, path));
            }
        }
        return names;
    }

    private static AttachedFile copy(FilePath from, String name, String path, Path to)
            throws IOException, InterruptedException {
        MessageDigest hash = DigestUtils.getSha256Digest();
        long bytes;
        try (InputStream content = from.read();
                OutputStream copy = new DigestOutputStream(Files.newOutputStream(to), hash)) {
            bytes = IOUtils.copyLarge(content, copy, 0, LARGEST + 1L);
        }
        if (bytes > LARGEST) {
            throw new AbortException(Messages.Attachments_tooLarge(path, LARGEST / 1024 / 1024));
        }
        try {
            return new AttachedFile(name, bytes, HexFormat.of().formatHex(hash.digest()));
        } catch (IllegalArgumentException e) {
            throw new AbortException(Messages.Attachments_badName(path));
        }
    }

    /** Finds the files where the workspace is. */
    private static final class MatchingFiles extends MasterToSlaveFileCallable<List<String>> {
        private static final long serialVersionUID = 1L;

        private final String patterns;

        MatchingFiles(String patterns) {
            this.patterns = patterns;
        }

        @Override
        public List<String> invoke(File workspace, VirtualChannel channel) {
            if (!workspace.isDirectory()) {
                return List.of();
            }
            FileSet files = Util.createFileSet(workspace, patterns);
            files.setFollowSymlinks(false);
            List<String> paths = new ArrayList<>();
            for (String path : files.getDirectoryScanner().getIncludedFiles()) {
                if (!Files.isSymbolicLink(workspace.toPath().resolve(path))) {
                    paths.add(path.replace(File.separatorChar, '/'));
                }
            }
            paths.sort(String::compareTo);
            return paths;
        }
    }
}
