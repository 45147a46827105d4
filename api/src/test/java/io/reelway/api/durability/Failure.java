package io.reelway.api.durability;

import io.reelway.outside.SmallDisk;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** A kind of failure of an installation, including its repair. */
enum Failure {
  WORKER_KILLED("`kill -9` of a worker", true) {
    @Override
    int strike(Installation all, RandomGenerator random) throws Exception {
      Member worker = any(all.workers(), random);
      worker.process().kill();
      pause(random, 1000);
      worker.restart();
      return 1;
    }
  },
  API_KILLED("`kill -9` of the API", true) {
    @Override
    int strike(Installation all, RandomGenerator random) throws Exception {
      all.api().process().kill();
      pause(random, 1000);
      all.api().restart();
      return 1;
    }
  },
  ENGINE_KILLED("`kill -9` of Temporal, started again on its database", true) {
    @Override
    int strike(Installation all, RandomGenerator random) throws Exception {
      all.temporal().kill();
      pause(random, 5000);
      all.temporal().restart();
      return 1;
    }
  },
  STORE_KILLED("`kill -9` of the S3 server", true) {
    @Override
    int strike(Installation all, RandomGenerator random) throws Exception {
      all.s3().kill();
      pause(random, 5000);
      all.s3().restart();
      return 1;
    }
  },
  DATABASE_KILLED("`kill -9` of PostgreSQL", true) {
    @Override
    int strike(Installation all, RandomGenerator random) throws Exception {
      all.database().kill();
      pause(random, 5000);
      all.database().restart();
      return 1;
    }
  },
  DATABASE_FROZEN("SIGSTOP of PostgreSQL, then SIGCONT", false) {
    @Override
    int strike(Installation all, RandomGenerator random) throws Exception {
      all.database().signal("STOP");
      pause(random, 8000);
      all.database().signal("CONT");
      return 1;
    }
  },
  DATABASE_CUT("connections to PostgreSQL cut in the middle of a statement", false) {
    @Override
    int strike(Installation all, RandomGenerator random) throws Exception {
      int before = all.databaseLine().cuts();
      for (int cut = 0; cut < 3; cut++) {
        all.databaseLine().cutAfter(random.nextInt(5_000));
        pause(random, 1000);
      }
      return all.databaseLine().cuts() - before;
    }
  },
  DATABASE_HANDED_OVER("all sessions of PostgreSQL ended; only fresh connections work", false) {
    @Override
    int strike(Installation all, RandomGenerator random) throws Exception {
      for (int ended = 0; ended < 3; ended++) {
        all.database().endSessions();
        pause(random, 1000);
      }
      return 3;
    }
  },
  DATABASE_FILLED("the disk of PostgreSQL filled to the last byte", false) {
    @Override
    int strike(Installation all, RandomGenerator random) throws Exception {
      SmallDisk disk = all.database().disk();
      if (!disk.isSmall()) {
        System.err.println("SKIPPED: no small disk can be mounted here, so none is filled");
        return 0;
      }
      disk.fill();
      pause(random, 8000);
      disk.relieve();
      all.database().revive();
      return 1;
    }
  },
  WORKER_STOPPED("SIGTERM to a worker", false) {
    @Override
    int strike(Installation all, RandomGenerator random) throws Exception {
      Member worker = any(all.workers(), random);
      worker.process().close();
      worker.restart();
      return 1;
    }
  },
  WORKER_FROZEN("SIGSTOP of a worker past its heartbeat, then SIGCONT", false) {
    @Override
    int strike(Installation all, RandomGenerator random) throws Exception {
      Member worker = any(all.workers(), random);
      worker.process().signal("STOP");
      TimeUnit.MILLISECONDS.sleep(Installation.HEARTBEAT.toMillis() + 1000);
      pause(random, 2000);
      worker.process().signal("CONT");
      return 1;
    }
  },
  SCRATCH_FILLED("the scratch disk of a worker filled to the last byte", false) {
    @Override
    int strike(Installation all, RandomGenerator random) throws Exception {
      if (!all.disk().isSmall()) {
        System.err.println("SKIPPED: no small disk can be mounted here, so none is filled");
        return 0;
      }
      all.disk().fill();
      pause(random, 3000);
      all.disk().relieve();
      return 1;
    }
  },
  LINE_CUT("connections to the S3 server cut in the middle of a transfer", false) {
    @Override
    int strike(Installation all, RandomGenerator random) throws Exception {
      int before = all.line().cuts();
      for (int cut = 0; cut < 3; cut++) {
        all.line().cutAfter(random.nextInt(300_000));
        pause(random, 1000);
      }
      return all.line().cuts() - before;
    }
  };

  private final String words;
  private final boolean kill;

  Failure(String words, boolean kill) {
    this.words = words;
    this.kill = kill;
  }

  /**
   * Causes the failure, waits, and repairs it. Running jobs are not touched.
   *
   * @return the number of failures caused
   */
  abstract int strike(Installation all, RandomGenerator random) throws Exception;

  /** The name of the failure in the report. */
  String words() {
    return words;
  }

  /** Whether the failure kills a process without a shutdown. */
  boolean isKill() {
    return kill;
  }

  private static Member any(List<Member> members, RandomGenerator random) {
    return members.get(random.nextInt(members.size()));
  }

  private static void pause(RandomGenerator random, int mostMillis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(random.nextInt(mostMillis));
  }
}
