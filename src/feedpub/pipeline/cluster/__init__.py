"""Build past one process: the stages of a build as tasks, and documents and feeds in a store.

    build    the whole: lock, configuration, names, then `pipeline.build` with `AsTasks`
    AsTasks  what does the work of its stages: tasks for ranges, buckets of feeds, and files
    tasks    what one task does, in whatever process of whatever machine

Tasks run on any `concurrent.futures.Executor`. They are told the name of an object in the store,
and answer with the name of another: bodies never travel through a scheduler. An object is named by
the digest of its bytes, so a task can run twice, late or in any order, and does no harm.
"""
