namespace Sprocket.Engine.Configuration;

/// <summary>How a container sees GPUs.</summary>
public enum GpuSupport
{
    /// <summary>As the node's devices are: AMD's where it has only those, NVIDIA's otherwise.</summary>
    Auto,

    /// <summary>NVIDIA's drivers and devices: <c>--nv</c>.</summary>
    Nvidia,

    /// <summary>AMD's drivers and devices: <c>--rocm</c>.</summary>
    Rocm,
}
