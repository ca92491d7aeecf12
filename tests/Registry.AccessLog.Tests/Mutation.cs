namespace Registry.AccessLog.Tests;

/// <summary>Damaged copies of an input, the same for the same seed.</summary>
internal static class Mutation
{
    /// <summary>One to three changes: bits, bytes, what formats are made of, pieces left out or twice, the end cut off.</summary>
    public static byte[] Of(byte[] start, Random random)
    {
        var bytes = start.ToList();
        for (var times = random.Next(1, 4); times > 0 && bytes.Count > 0; times--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.Insert(at, (byte)"\n +0x/=.\u00ff"[random.Next(9)]);
                    break;
                case 3:
                    bytes.RemoveRange(at, random.Next(1, Math.Min(8, bytes.Count - at) + 1));
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(random.Next(at + 1), Math.Min(20, bytes.Count - at)));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }
        return [.. bytes];
    }
}
