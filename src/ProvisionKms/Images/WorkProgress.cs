namespace ProvisionKms.Images;

/// <summary>How far long work has come. <paramref name="Total"/> is 0 while it is unknown; both count bytes.</summary>
public readonly record struct WorkProgress(string Activity, long Done, long Total);
