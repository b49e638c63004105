namespace ProvisionKms.Diagnostics;

/// <summary>How much a diagnostic weighs. Only <see cref="Error"/> stops the work.</summary>
public enum Severity
{
    Note,
    Warning,
    Error,
}
