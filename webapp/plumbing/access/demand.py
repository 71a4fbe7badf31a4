"""Of whom this register demands a second factor, as the settings have it."""

from typing import Final

from flask import Flask, current_app

from webapp.core.accounts.factors.demand import FactorDemand
from webapp.settings import Settings

_DEMAND: Final = "kaikukortti-factor-demand"


def install_demand(app: Flask, settings: Settings) -> None:
    """Keep what the settings say, for all who ask."""
    app.extensions[_DEMAND] = FactorDemand(
        of_all=settings.second_factor_for_all, one_click_counts=settings.is_demo
    )


def demand_of(app: Flask) -> FactorDemand:
    """What an application demands."""
    demand: FactorDemand = app.extensions[_DEMAND]
    return demand


def current_demand() -> FactorDemand:
    """What this one demands."""
    return demand_of(current_app)
