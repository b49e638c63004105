namespace ProvisionKms.Images;

/// <summary>How far long work has come. <paramref name="Total"/> is 0 while it is unknown.</summary>
/// <param name="Unit">What both numbers count, such as <c>scenarios</c>; null: bytes.</param>
public readonly record struct WorkProgress(string Activity, long Done, long Total, string? Unit = null);
