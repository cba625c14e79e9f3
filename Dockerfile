# One member of the herd; which one is said by SPRING_PROFILES_ACTIVE (see docker-compose.yml). Runs with a root file
# system that cannot be written: all that a member writes is under /data, but for /tmp, where the JVM puts its counters.

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /build
COPY pom.xml .
COPY src/main src/main
RUN --mount=type=cache,target=/m2 mvn -B -q -Dmaven.repo.local=/m2 -DskipTests package
# Apart from its libraries the program is small: a change of it changes the last, small layer only.
RUN java -Djarmode=tools -jar target/proxy-herd-*.jar extract --layers --destination layers \
    && mv layers/application/proxy-herd-*.jar layers/application/proxy-herd.jar

FROM eclipse-temurin:25-jre
WORKDIR /app
RUN useradd --uid 10001 --no-create-home --home-dir /app --shell /usr/sbin/nologin herd \
    && mkdir /data && chown 10001:10001 /data
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY LICENSE jvm.options jvm.compiler jvm.security ./
COPY application-profiles application-profiles
COPY --from=build /build/layers/application/ ./
# What members start from (a cache, and RocksDB's native code unpacked): made here, since it is good for this JVM, these jars and these options only.
RUN java @jvm.options -XX:AOTCacheOutput=start.aot -cp proxy-herd.jar dev.proxyherd.TrainingRun \
    && test -s start.aot && test -s native/librocksdbjni.so
USER 10001:10001
ENV HERD_WIRELOG_FILE=/data/wire.log HERD_STORE_FOLDER=/data/store HEALTH_PORT=14000
# What RocksDB frees goes back to the system, rather than to one of many pools of the C library.
ENV MALLOC_ARENA_MAX=2
# RocksDB would start a process to learn which C library there is.
ENV ROCKSDB_MUSL_LIBC=false
STOPSIGNAL SIGTERM
# The image has no curl, but its bash speaks TCP.
HEALTHCHECK --interval=5s --timeout=4s --start-period=90s --retries=3 CMD ["bash", "-c", "\
exec 3<>/dev/tcp/127.0.0.1/$HEALTH_PORT && \
printf 'GET /actuator/health HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && \
read -r version status rest <&3 && [ \"$status\" = 200 ]"]
# Half the container's memory is for the heap, and an eighth at most for network buffers: docs/decisions/container-memory.md.
# Netty's native code is unpacked where it may be executed, which a container's /tmp does not allow.
ENTRYPOINT ["java", "@jvm.options", "-XX:MaxRAMPercentage=50", "-XX:MaxDirectMemorySize=64m", "-Dio.netty.native.workdir=/data/native", \
  "-XX:AOTCache=start.aot", "-Xlog:aot=off", "-Djava.library.path=native", "-jar", "proxy-herd.jar"]
