package com.eventbuspro.platform.publish;

import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.BodyTooLargeException;
import com.eventbuspro.platform.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** Bodies that are read as a whole, up to a limit. */
final class WholeBody {
  private WholeBody() {}

  static byte[] read(HttpServletRequest request, long limit) {
    try {
      byte[] body = request.getInputStream().readNBytes(Math.toIntExact(limit) + 1);
      if (body.length > limit) {
        throw new ApiException(
            ProblemCode.TOO_LARGE,
            "A JSON body may have "
                + limit
                + " bytes here. Send application/x-ndjson, which is read line by line");
      }
      return body;
    } catch (BodyTooLargeException e) {
      throw e.problem();
    } catch (IOException e) {
      throw new ApiException(ProblemCode.MALFORMED_REQUEST, "The body broke off");
    }
  }
}
