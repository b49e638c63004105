namespace ProvisionKms.Samples;

/// <summary>Numbers that look random and are the same on every machine and runtime (xorshift32).</summary>
internal sealed class SampleRandom(uint seed)
{
    private uint _state = seed * 2654435769u | 1;

    internal uint Next()
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return _state;
    }

    internal string NextGuid() =>
        $"{{{Next():X8}-{Next() & 0xffff:X4}-4{Next() & 0xfff:X3}-8{Next() & 0xfff:X3}-{Next():X8}{Next() & 0xffff:X4}}}";
}
