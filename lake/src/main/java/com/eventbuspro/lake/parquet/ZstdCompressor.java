package com.eventbuspro.lake.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compresses pages with one context that is kept: making one per page, as a stream does, costs more
 * than compressing a small page.
 */
final class ZstdCompressor implements CompressionCodecFactory.BytesInputCompressor {
  private final ZstdCompressCtx context;
  private final Pages pages = new Pages();

  /** Lets its bytes be read where they are. */
  private static final class Pages extends ByteArrayOutputStream {
    byte[] bytes() {
      return buf;
    }
  }

  ZstdCompressor(int level) {
    this.context = new ZstdCompressCtx().setLevel(level);
  }

  @Override
  public BytesInput compress(BytesInput page) throws IOException {
    pages.reset();
    page.writeAllTo(pages);
    byte[] compressed = new byte[Math.toIntExact(Zstd.compressBound(pages.size()))];
    int size =
        context.compressByteArray(compressed, 0, compressed.length, pages.bytes(), 0, pages.size());
    return BytesInput.from(compressed, 0, size);
  }

  @Override
  public CompressionCodecName getCodecName() {
    return CompressionCodecName.ZSTD;
  }

  @Override
  public void release() {
    context.close();
  }
}
