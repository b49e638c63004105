namespace ProvisionKms.AnswerFiles;

/// <summary>The commands of the specialize pass for one architecture, wherever the file has them.</summary>
internal sealed class SetupCommandList
{
    private SetupCommandList(IReadOnlyList<AnswerFileElement> components)
    {
        Components = components;
        Containers = [.. components.SelectMany(c => c.ChildrenNamed(UnattendNames.RunSynchronous))];
        var all = Containers.SelectMany(c => c.ChildrenNamed(UnattendNames.RunSynchronousCommand)).Select(SetupCommand.Read).ToList();
        Ours = [.. all.Where(c => c.IsOurs).OrderBy(c => c.Order)];
        Others = [.. all.Where(c => !c.IsOurs)];
    }

    public IReadOnlyList<AnswerFileElement> Components { get; }

    /// <summary>The elements that hold the commands.</summary>
    public IReadOnlyList<AnswerFileElement> Containers { get; }

    /// <summary>In the order in which Windows runs them.</summary>
    public IReadOnlyList<SetupCommand> Ours { get; }

    public IReadOnlyList<SetupCommand> Others { get; }

    public static SetupCommandList Of(AnswerFileDocument document, string architecture) => new(
    [
        .. document.FindComponents(UnattendNames.Specialize, UnattendNames.Deployment)
            .Where(c => UnattendNames.Same(AnswerFileDocument.ArchitectureOf(c), architecture)),
    ]);

    /// <summary>Whether Windows runs these, in this order, and no other command has one of their places.</summary>
    public bool Runs(IReadOnlyList<string> commands) =>
        Ours.Select(c => c.Path).SequenceEqual(commands)
        && Ours.All(c => c.Order is >= 1 and <= SetupCommand.LastOrder)
        && Ours.Select(c => c.Order).Distinct().Count() == Ours.Count
        && !Others.Select(c => c.Order).Intersect(Ours.Select(c => c.Order)).Any();
}
