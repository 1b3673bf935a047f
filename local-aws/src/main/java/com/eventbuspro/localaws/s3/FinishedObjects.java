package com.eventbuspro.localaws.s3;

import java.util.List;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A store whose listings leave out {@link UnfinishedUploads}: they have no ETag yet. */
final class FinishedObjects extends ForwardingBlobStore {

  FinishedObjects(BlobStore store) {
    super(store);
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    ListObjectsV2Response page = super.list(request);
    List<S3Object> finished = page.contents().stream().filter(FinishedObjects::finished).toList();
    return finished.size() == page.contents().size()
        ? page
        : page.toBuilder().contents(finished).keyCount(finished.size()).build();
  }

  private static boolean finished(S3Object object) {
    return object.eTag() != null || !UnfinishedUploads.mayBeNamed(object.key());
  }
}
