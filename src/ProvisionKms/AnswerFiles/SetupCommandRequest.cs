namespace ProvisionKms.AnswerFiles;

/// <summary>Commands that an answer file shall have Windows Setup run in the specialize pass.</summary>
/// <param name="Commands">In their order; each as RunSynchronousCommand's Path takes it.</param>
/// <param name="Architectures">Of the image, such as <c>amd64</c>; empty when it is not known. Those that the file itself names are served too.</param>
public sealed record SetupCommandRequest(IReadOnlyList<string> Commands, IReadOnlyList<string> Architectures);
