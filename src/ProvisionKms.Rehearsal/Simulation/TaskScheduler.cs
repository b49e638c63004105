namespace ProvisionKms.Rehearsal.Simulation;

/// <summary>The tasks that are registered, in the order of their registration.</summary>
internal sealed class TaskScheduler
{
    private readonly List<ScheduledTask> _tasks = [];

    public IReadOnlyList<ScheduledTask> Tasks => _tasks;

    public ScheduledTask? Find(string name) => _tasks.Find(t => Same(t.Name, name));

    public void Register(ScheduledTask task)
    {
        Delete(task.Name);
        _tasks.Add(task);
    }

    public bool Delete(string name) => _tasks.RemoveAll(t => Same(t.Name, name)) > 0;

    /// <summary>The task that the clock runs next, or null.</summary>
    public ScheduledTask? Next => _tasks.Where(t => t.Due is not null).OrderBy(t => t.Due).FirstOrDefault();

    /// <summary>The task begins: its next time is one period later.</summary>
    public void Begin(ScheduledTask task, TimeSpan now)
    {
        var at = _tasks.IndexOf(task);
        if (at >= 0)
        {
            _tasks[at] = task with { Due = task.Every is { } every ? now + every : null };
        }
    }

    private static bool Same(string one, string other) =>
        string.Equals(one.TrimStart('\\'), other.TrimStart('\\'), StringComparison.OrdinalIgnoreCase);
}
