# One file, one image per service: docker build --target platform-api .
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
# Each module's runtime class path is copied to target/lib.
RUN mvn -B -q package -pl platform-api,provisioner,lake-sink,transform-runner -am -DskipTests -Dclass-path.phase=package

FROM eclipse-temurin:17-jre AS runtime
RUN useradd --system --uid 10001 --home-dir /app ebp && install -d -o ebp /checkpoints
WORKDIR /app
USER ebp
ENV JAVA_TOOL_OPTIONS="--add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED -XX:+ExitOnOutOfMemoryError -XX:MaxRAMPercentage=70"

FROM runtime AS platform-api
COPY --from=build /src/platform-api/target/lib lib
COPY --from=build /src/platform-api/target/classes classes
EXPOSE 8080
ENTRYPOINT ["java", "-cp", "classes:lib/*", "com.eventbuspro.platform.PlatformApplication"]

FROM runtime AS provisioner
COPY --from=build /src/provisioner/target/lib lib
COPY --from=build /src/provisioner/target/classes classes
ENTRYPOINT ["java", "-cp", "classes:lib/*", "com.eventbuspro.provisioner.ProvisionerApplication"]

FROM runtime AS lake-sink
COPY --from=build /src/lake-sink/target/lib lib
COPY --from=build /src/lake-sink/target/classes classes
ENTRYPOINT ["java", "-cp", "classes:lib/*", "com.eventbuspro.sink.LakeSinkMain"]

FROM runtime AS transform-runner
COPY --from=build /src/transform-runner/target/lib lib
COPY --from=build /src/transform-runner/target/classes classes
COPY --from=build /src/transform-runner/target/plugins plugins
ENTRYPOINT ["java", "-cp", "classes:lib/*", "com.eventbuspro.transform.runner.TransformRunnerMain"]
