"""What every model of a YAML file has in common."""

from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    """An unknown key is a slip of the keyboard, and stops at the door."""

    model_config = ConfigDict(extra="forbid", frozen=True)
