// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** A file system of H2, {@code full:}, whose files stop growing. What it says is Linux's. */
public final class FullDisk extends FilePathWrapper {

  private static volatile boolean isFull;

  /** For H2, which makes one for each path. */
  public FullDisk() {
    // Nothing is to be set.
  }

  /** Makes it known to H2. */
  static void mount() {
    isFull = false;
    FilePath.register(new FullDisk());
  }

  static void unmount() {
    FilePath.unregister(new FullDisk());
  }

  static void setFull(boolean full) {
    isFull = full;
  }

  @Override
  public String getScheme() {
    return "full";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new File(super.open(mode));
  }

  private static final class File extends FileBaseDefault {

    private final FileChannel real;

    File(FileChannel real) {
      this.real = real;
    }

    @Override
    public synchronized int write(ByteBuffer from, long position) throws IOException {
      if (isFull && position + from.remaining() > real.size()) {
        throw new IOException("No space left on device");
      }
      return real.write(from, position);
    }

    @Override
    public synchronized int read(ByteBuffer to, long position) throws IOException {
      return real.read(to, position);
    }

    @Override
    public long size() throws IOException {
      return real.size();
    }

    @Override
    public void force(boolean metaData) throws IOException {
      real.force(metaData);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return real.tryLock(position, size, shared);
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      real.truncate(size);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      real.close();
    }
  }
}
