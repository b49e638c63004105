namespace ProvisionKms.Diagnostics;

/// <summary>A place in a text file. <paramref name="Line"/> and <paramref name="Column"/> count from 1; 0 means "the file as a whole".</summary>
public readonly record struct SourceSpan(string File, int Line = 0, int Column = 0)
{
    public override string ToString() => Line > 0 ? $"{File}({Line},{Column})" : File;
}
